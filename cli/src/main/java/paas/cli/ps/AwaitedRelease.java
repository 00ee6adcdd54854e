package paas.cli.ps;

import java.util.List;
import java.util.Optional;
import paas.cli.api.Platform;
import paas.cli.json.Json;

/**
 * The release that an app's instances are to run: the newest that is on its way, or else the one
 * that is live. One that failed counts only if it was seen on its way: that is news.
 */
final class AwaitedRelease {
  private static final int USUAL = 10;
  private static final int MOST = 1000;

  private final Platform platform;
  private final String path;
  private String onItsWay = "";
  private Optional<String> failedBefore = Optional.empty();

  AwaitedRelease(Platform platform, String app) {
    this.platform = platform;
    this.path = Platform.path("apps", app, "releases");
  }

  /** As it is now; where all have failed the newest of them, and none where there is none. */
  Json look() {
    List<Json> newest = newest(USUAL);
    Optional<Json> found = find(newest);
    if (found.isEmpty() && newest.size() == USUAL) {
      newest = newest(MOST);
      found = find(newest);
    }
    if (found.isPresent()) {
      return found.get();
    }
    return newest.stream().filter(release -> !isTried(release)).findFirst().orElse(Json.none());
  }

  /** The version of a newer one that had failed already at the last look. */
  Optional<String> failedBefore() {
    return failedBefore;
  }

  private List<Json> newest(int most) {
    return platform.page(path, "version ..; order=desc,max=" + most);
  }

  private Optional<Json> find(List<Json> newestFirst) {
    failedBefore = Optional.empty();
    for (Json release : newestFirst) {
      String version = release.at("version").text();
      boolean failed = release.at("status").text().equals("failed");
      if (failed && !version.equals(onItsWay)) {
        if (!release.at("aborted").isTrue()) {
          failedBefore = failedBefore.or(() -> Optional.of(version));
        }
      } else if (!isTried(release)) {
        if (release.at("status").text().equals("pending")) {
          onItsWay = version;
        }
        return Optional.of(release);
      }
    }
    return Optional.empty();
  }

  /** As a canary, which replaces nothing yet. */
  private static boolean isTried(Json release) {
    String stage = release.at("canary").at("stage").text();
    return stage.equals("starting") || stage.equals("serving");
  }
}
