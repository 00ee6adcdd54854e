package paas.cli.build;

import java.util.Comparator;
import java.util.List;
import java.util.Optional;
import paas.cli.api.Platform;
import paas.cli.fault.ExitCode;
import paas.cli.fault.Failure;
import paas.cli.json.Json;

/** Finds the builds that the commands mean. */
final class Builds {
  private static final int SHORT_COMMIT = 8;

  private Builds() {}

  static List<Json> newest(Platform platform, String app, int count) {
    String range = "created_at ..; max=" + count + ", order=desc";
    // RFC 3339 in UTC sorts as text; a server that ignores the range must not change what we show.
    return platform.page(Platform.path("apps", app, "builds"), range).stream()
        .sorted(Comparator.comparing((Json build) -> build.at("created_at").text()).reversed())
        .limit(count)
        .toList();
  }

  /** The build with that id, or the newest one. */
  static Json find(Platform platform, String app, Optional<String> id) {
    if (id.isPresent()) {
      return platform.get(Platform.path("apps", app, "builds", id.get()));
    }
    return newest(platform, app, 1).stream()
        .findFirst()
        .orElseThrow(() ->
            Failure.of(
                ExitCode.NOT_FOUND, "The app has no builds yet.", "Deploy it: git push paas main"));
  }

  static String commit(Json build) {
    String version = build.at("source_blob").at("version").text();
    return version.length() == 40 ? version.substring(0, SHORT_COMMIT) : version;
  }
}
