package paas.platform.manifest;

import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.SortedMap;
import java.util.TreeMap;
import paas.platform.fault.Rejected;
import paas.platform.formation.Formation;
import paas.platform.formation.Size;
import paas.platform.release.ProcessType;

/** Reads one {@code app.json}; complains about everything at once, in the file's order. */
final class AppJsonReader {
  private static final int TYPES = 100;
  private static final int BUILDPACKS = 20;
  private static final int MEMBERS = 100;
  private static final int COMMAND = 32 * 1024;
  private static final int LINE = 2000;

  /** What shop windows show; nothing that a platform does. */
  private static final Set<String> ABOUT =
      Set.of(
          "name",
          "description",
          "keywords",
          "website",
          "repository",
          "logo",
          "success_url",
          "$schema");

  private final Complaints complaints = new Complaints();
  private final EnvReader env = new EnvReader();
  private final SortedMap<ProcessType, Integer> formation = new TreeMap<>();
  private final SortedMap<ProcessType, Size> sizes = new TreeMap<>();
  private final SortedMap<ProcessType, Integer> surges = new TreeMap<>();
  private final IsolationReader isolation = new IsolationReader();
  private final List<String> buildpacks = new ArrayList<>();
  private final HealthcheckReader healthchecks = new HealthcheckReader();
  private final CronReader cron = new CronReader();
  private String postdeploy = "";

  private AppJsonReader() {}

  static AppJson read(byte[] bytes) throws ManifestFault {
    AppJsonReader reader = new AppJsonReader();
    reader.file(new Spot(JsonText.tree(bytes), "", reader.complaints));
    reader.complaints.refuse();
    return new AppJson(
        reader.env.found(),
        reader.formation,
        reader.sizes,
        reader.surges,
        reader.isolation.found(),
        reader.buildpacks,
        reader.postdeploy,
        reader.healthchecks.found(),
        reader.cron.found(),
        reader.complaints.notes());
  }

  private void file(Spot file) {
    file.members(MEMBERS)
        .forEach((key, spot) -> {
          switch (key) {
            case "env" -> env.read(spot);
            case "formation" -> spot.members(TYPES).forEach(this::quantity);
            case "buildpacks" -> spot.elements(BUILDPACKS).forEach(this::buildpack);
            case "scripts" -> spot.members(MEMBERS).forEach(this::script);
            case "healthchecks" -> spot.members(TYPES).forEach(this::healthchecks);
            case "cron" -> cron.read(spot);
            case "addons", "environments", "stack", "image" -> spot.note("is not heeded here");
            default -> {
              if (!ABOUT.contains(key)) {
                spot.note("is not known and not heeded");
              }
            }
          }
        });
  }

  private void quantity(String name, Spot spot) {
    Optional<ProcessType> type = type(name, spot);
    spot.members(MEMBERS)
        .forEach((key, at) -> {
          switch (key) {
            case "quantity" ->
                at.number(0, Formation.MAX_QUANTITY)
                    .ifPresent(number -> type.ifPresent(t -> formation.put(t, number)));
            case "size" ->
                at.line(LINE)
                    .flatMap(text -> size(text, at))
                    .ifPresent(size -> type.ifPresent(t -> sizes.put(t, size)));
            case "surge" ->
                at.number(0, Formation.MAX_QUANTITY)
                    .ifPresent(number -> type.ifPresent(t -> surges.put(t, number)));
            case "user", "read_only", "tmpfs", "ulimits" ->
                type.ifPresent(t -> isolation.read(t, key, at));
            default -> at.note("is not known and not heeded");
          }
        });
  }

  /** Files that were written for another platform name sizes of theirs: no reason to refuse. */
  private static Optional<Size> size(String text, Spot at) {
    try {
      return Optional.of(Size.parse(text));
    } catch (Rejected e) {
      at.note("is not heeded: it is no size here (see `paas ps:type`)");
      return Optional.empty();
    }
  }

  private static Optional<ProcessType> type(String name, Spot spot) {
    try {
      return Optional.of(new ProcessType(name));
    } catch (Rejected e) {
      spot.problem("expected a process type of letters, digits, dashes and underscores");
      return Optional.empty();
    }
  }

  private void buildpack(Spot spot) {
    Optional<Spot> url = Optional.ofNullable(spot.members(MEMBERS).get("url"));
    if (url.isEmpty()) {
      spot.problem("expected an object with \"url\"");
    }
    url.flatMap(at -> at.line(LINE)).ifPresent(buildpacks::add);
  }

  /** Heroku takes {@code "command"} and {@code {"command": …, "size": …}}. */
  private void script(String name, Spot spot) {
    if (!name.equals("postdeploy")) {
      spot.note("is not run here");
    } else if (spot.isText()) {
      spot.text(COMMAND).ifPresent(command -> postdeploy = command.strip());
    } else {
      Optional<Spot> command = Optional.ofNullable(spot.members(MEMBERS).get("command"));
      command.flatMap(at -> at.text(COMMAND)).ifPresent(text -> postdeploy = text.strip());
    }
  }

  private void healthchecks(String name, Spot spot) {
    type(name, spot).ifPresent(type -> healthchecks.read(type, spot));
  }
}
