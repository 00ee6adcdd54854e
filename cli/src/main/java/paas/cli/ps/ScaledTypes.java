package paas.cli.ps;

import java.util.List;
import paas.cli.json.Json;

/** The process types that have instances: all but the release phase. */
public final class ScaledTypes {
  private ScaledTypes() {}

  public static List<Json> of(List<Json> formation) {
    return formation.stream().filter(type -> !type.at("type").text().equals("release")).toList();
  }
}
