package paas.cli.api;

import java.util.List;
import java.util.Optional;
import java.util.function.Function;
import paas.cli.fault.ExitCode;
import paas.cli.json.Json;
import paas.cli.terminal.Progress;
import paas.cli.terminal.Style;
import paas.cli.terminal.Terminal;

/** Follows a release until it is live or has failed. */
public final class Rollout {
  private static final int LOOK_BACK = 200;

  private final Platform platform;
  private final Terminal terminal;

  public Rollout(Platform platform, Terminal terminal) {
    this.platform = platform;
    this.terminal = terminal;
  }

  /** The newest release of an app. */
  public Json newest(String app) {
    List<Json> releases = newest(app, 1);
    return releases.isEmpty() ? Json.none() : releases.get(0);
  }

  /** The release that serves, if it is one of the newest. */
  public Optional<Json> serving(String app) {
    return newest(app, LOOK_BACK).stream()
        .filter(release -> release.at("current").isTrue())
        .findFirst();
  }

  private List<Json> newest(String app, int count) {
    return platform.page(
        Platform.path("apps", app, "releases"), "version ..; order=desc,max=" + count);
  }

  /**
   * Waits for the release, ends the progress line, and explains a failure; the exit code says how
   * it went.
   */
  public ExitCode follow(String app, Json release, Progress progress, String afterFailure) {
    return follow(app, release, progress, failed -> afterFailure);
  }

  /** The same where what is said after a failure depends on the release that failed. */
  public ExitCode follow(
      String app, Json release, Progress progress, Function<Json, String> afterFailure) {
    String version = release.at("version").text();
    Json latest = release;
    Patience patience = new Patience();
    while (latest.at("status").text().equals("pending")) {
      progress.tick();
      patience.pause();
      String path = Platform.path("apps", app, "releases", version);
      latest = Patience.throughOutages(() -> platform.get(path));
    }
    if (!latest.at("status").text().equals("failed")) {
      progress.done("v" + version);
      return ExitCode.OK;
    }
    boolean aborted = latest.at("aborted").isTrue();
    progress.over(aborted, "v" + version);
    String reason = latest.at("failure").found().orElse("the platform gave no reason");
    terminal.alert(Style.YELLOW, "v" + version + " was not rolled out: " + reason);
    if (!aborted) {
      terminal.alert(Style.YELLOW, afterFailure.apply(latest));
    }
    return ExitCode.FAILED;
  }
}
