package paas.platform.manifest;

import java.util.Map;
import java.util.Optional;
import java.util.SortedMap;
import java.util.TreeMap;
import paas.platform.config.ConfigKey;
import paas.platform.fault.Rejected;

/** Reads {@code env}: each variable as plain text or as an object. */
final class EnvReader {
  private static final int VARS = 500;
  private static final int MEMBERS = 100;
  private static final int VALUE = 32 * 1024;
  private static final int LINE = 2000;

  private final SortedMap<ConfigKey, EnvVar> found = new TreeMap<>();

  SortedMap<ConfigKey, EnvVar> found() {
    return found;
  }

  void read(Spot env) {
    env.members(VARS).forEach(this::variable);
  }

  private void variable(String name, Spot spot) {
    Optional<ConfigKey> key = key(name, spot);
    Optional<EnvVar> var = spot.isText() ? plain(spot) : detailed(spot);
    if (key.isPresent() && var.isPresent()) {
      found.put(key.get(), var.get());
    }
  }

  private static Optional<ConfigKey> key(String name, Spot spot) {
    try {
      return Optional.of(new ConfigKey(name));
    } catch (Rejected e) {
      spot.problem("expected a name of letters, digits and underscores");
      return Optional.empty();
    }
  }

  private static Optional<EnvVar> plain(Spot spot) {
    return spot.text(VALUE).map(value -> new EnvVar(new EnvVar.Origin.Text(value), false, ""));
  }

  /** Required, unless it says otherwise or brings its value along. */
  private static Optional<EnvVar> detailed(Spot spot) {
    EnvVar.Origin origin = new EnvVar.Origin.Person();
    Optional<Boolean> required = Optional.empty();
    String description = "";
    for (Map.Entry<String, Spot> member : spot.members(MEMBERS).entrySet()) {
      Spot at = member.getValue();
      switch (member.getKey()) {
        case "value" -> origin = at.isNothing() ? origin : given(at, origin);
        case "generator" -> origin = generator(at, origin);
        case "required" -> required = at.flag();
        case "description" -> description = at.text(LINE).map(Spot::shown).orElse("");
        default -> at.note("is not known and not heeded");
      }
    }
    boolean open = origin instanceof EnvVar.Origin.Person;
    return Optional.of(new EnvVar(origin, required.orElse(open), description));
  }

  private static EnvVar.Origin given(Spot spot, EnvVar.Origin otherwise) {
    return spot.text(VALUE).<EnvVar.Origin>map(EnvVar.Origin.Text::new).orElse(otherwise);
  }

  /** A value beside it wins. */
  private static EnvVar.Origin generator(Spot spot, EnvVar.Origin so) {
    if (spot.line(LINE).filter(name -> !name.equals("secret")).isPresent()) {
      spot.problem("expected \"secret\", the only generator");
    }
    return so instanceof EnvVar.Origin.Text ? so : new EnvVar.Origin.Generated();
  }
}
