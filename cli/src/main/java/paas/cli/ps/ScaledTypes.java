package paas.cli.ps;

import java.util.List;
import java.util.stream.Collectors;
import paas.cli.json.Json;

/** The process types that have instances: all but the release phase. */
public final class ScaledTypes {
  static final String PHASE = "release";

  private ScaledTypes() {}

  public static List<Json> of(List<Json> formation) {
    return formation.stream().filter(type -> !type.at("type").text().equals(PHASE)).toList();
  }

  /** {@code web=2 worker=0}. */
  static String quantities(List<Json> formation) {
    return of(formation).stream()
        .map(type -> type.at("type").text() + "=" + type.at("quantity").text())
        .collect(Collectors.joining(" "));
  }

  /** The same and which of them are stopped: {@code web=2; web.1 is stopped (paas ps:start)}. */
  public static String describe(List<Json> formation) {
    String stopped = Stopped.words(formation);
    return quantities(formation) + (stopped.isEmpty() ? "" : "; " + stopped);
  }
}
