package paas.cli.release;

import java.util.List;
import java.util.Optional;
import java.util.function.Predicate;
import paas.cli.api.Platform;
import paas.cli.fault.ExitCode;
import paas.cli.fault.Failure;
import paas.cli.json.Json;

/** Finds the release that a command means. */
final class Versions {
  private static final int LOOK_BACK = 200;

  private final Platform platform;
  private final String app;

  Versions(Platform platform, String app) {
    this.platform = platform;
    this.app = app;
  }

  /** The release written as v12 or 12, or the current one. */
  Json find(Optional<String> word) {
    if (word.isPresent()) {
      return platform.get(Platform.path("apps", app, "releases", number(word.get())));
    }
    return ReleasesCommand.newest(app, LOOK_BACK, platform).stream()
        .filter(release -> release.at("current").isTrue())
        .findFirst()
        .orElseThrow(() ->
            Failure.of(
                ExitCode.NOT_FOUND,
                "The app has no current release.",
                "All of them: paas releases"));
  }

  /** The last good release before the current one. */
  Json previous() {
    List<Json> releases = ReleasesCommand.newest(app, LOOK_BACK, platform);
    boolean behindCurrent = false;
    for (Json release : releases) {
      if (behindCurrent && isGood(release)) {
        return release;
      }
      behindCurrent |= release.at("current").isTrue();
    }
    throw Failure.of(
        ExitCode.NOT_FOUND,
        "There is no earlier release to go back to.",
        "All of them: paas releases");
  }

  /** The newest release that printed something, or is about to. */
  Json printed() {
    return newest(
        release -> release.at("output_stream_url").found().isPresent(),
        "No release of the app has printed anything.",
        "A line 'release: COMMAND' in the Procfile makes a release phase.");
  }

  /** The newest release with a build, whatever became of it. */
  Json built() {
    return newest(
        release -> release.at("slug").at("id").found().isPresent(),
        "The app has no build yet.",
        "Deploy it: git push paas main");
  }

  private Json newest(Predicate<Json> wanted, String otherwise, String advice) {
    return ReleasesCommand.newest(app, LOOK_BACK, platform).stream()
        .filter(wanted)
        .findFirst()
        .orElseThrow(() -> Failure.of(ExitCode.NOT_FOUND, otherwise, advice));
  }

  private static boolean isGood(Json release) {
    boolean eligible =
        !release.members().containsKey("eligible_for_rollback")
            || release.at("eligible_for_rollback").isTrue();
    return eligible && !release.at("status").text().equals("failed");
  }

  private static String number(String word) {
    String number = word.startsWith("v") ? word.substring(1) : word;
    if (number.isEmpty()
        || number.length() > 9
        || !number.chars().allMatch(c -> c >= '0' && c <= '9')) {
      throw Failure.usage("'" + word + "' is no release; write v12.");
    }
    return number;
  }
}
