package paas.cli.ps;

import java.util.List;
import java.util.Optional;
import paas.cli.api.Patience;
import paas.cli.api.Platform;
import paas.cli.command.Command;
import paas.cli.command.Invocation;
import paas.cli.command.Manual;
import paas.cli.command.Session;
import paas.cli.command.Text;
import paas.cli.fault.ExitCode;
import paas.cli.fault.Failure;
import paas.cli.json.Json;
import paas.cli.terminal.Progress;
import paas.cli.terminal.Style;

/**
 * {@code paas ps:wait}: waits until all instances run the release that is to be live, and those
 * that a restart, another size or a volume replaces are replaced.
 */
public final class PsWaitCommand implements Command {
  private static final int STANDARD_SECONDS = 300;
  private static final int MOST_SECONDS = 86_400;

  /** For one question: on a busy machine a look at the instances takes longer than a second. */
  private static final long SETTLE_SECONDS = 10;

  @Override
  public Manual manual() {
    return Manual.of("ps:wait", "Wait until all instances run the newest release and are up.")
        .app()
        .option("-t,--type", "TYPE", "only this process type")
        .option("--timeout", "SECONDS", "give up after that long (default: 300)")
        .example("paas ps:wait", "exits 0 when they do, 1 when the release failed or time is up")
        .example("paas ps:restart && paas ps:wait", "until no former instance is up any more")
        .example("paas ps:wait --type worker --timeout 60", "one minute for the workers");
  }

  @Override
  public int run(Invocation call, Session session) {
    String app = session.app(call);
    long seconds = call.number("--timeout", STANDARD_SECONDS, 1, MOST_SECONDS);
    long end = System.nanoTime() + seconds * 1_000_000_000L;
    Optional<String> type = call.option("--type");
    Progress progress = session.terminal().progress("Waiting for " + Text.app(app));
    Patience patience = new Patience();
    AwaitedRelease awaited = new AwaitedRelease(session.platform(), app);
    while (true) {
      Json release = Patience.throughOutages(awaited::look);
      String version = release.at("version").text();
      if (release.at("status").text().equals("failed")) {
        String how = release.at("aborted").isTrue() ? " was aborted" : " failed";
        return failed(
            progress, session, "v" + version + how + "; see: paas releases:info v" + version);
      }
      String missing =
          progress.step(() -> Patience.throughOutages(() -> missing(app, version, type, session)));
      boolean live = !release.at("status").text().equals("pending");
      if (live && missing.isEmpty() && progress.step(() -> isSettled(app, type, end, session))) {
        progress.done("v" + version);
        awaited
            .failedBefore()
            .ifPresent(other ->
                session
                    .terminal()
                    .noteLine("v" + other + " had failed; see: paas releases:info v" + other));
        Stopped.note(formation(app, type, session), session.terminal());
        return ExitCode.OK.number();
      }
      if (System.nanoTime() > end) {
        int exit =
            failed(
                progress,
                session,
                "After %d s %s; see: paas ps"
                    .formatted(seconds, late(live, missing, "v" + version)));
        tellCrashes(app, version, missing, session);
        return exit;
      }
      progress.tick();
      patience.pause();
    }
  }

  private static String late(boolean live, String missing, String version) {
    if (live && missing.isEmpty()) {
      return "not all former instances are replaced";
    }
    return (missing.isEmpty() ? "the rollout is" : missing + " is")
        + " still missing at "
        + version;
  }

  /**
   * Whether no instance of before a restart is up: it has the same release. The platform knows, and
   * answers once it is so, or after a while. Those on their way out are not waited for.
   */
  private static boolean isSettled(String app, Optional<String> only, long end, Session session) {
    long left = (end - System.nanoTime()) / 1_000_000_000L + 1;
    Json question =
        Json.object()
            .with("types", new Json.Array(only.stream().map(Json::of).toList()))
            .with("within", Json.of(Math.max(1, Math.min(left, SETTLE_SECONDS))))
            .with("ignore_leaving", Json.of(true));
    String path = Platform.path("apps", app, "formation", "actions", "settle");
    return Patience.throughOutages(() -> session.platform().post(path, question))
        .at("settled")
        .isTrue();
  }

  /** The first process type that lacks instances of this release; empty when none does. */
  private static String missing(
      String app, String version, Optional<String> only, Session session) {
    List<Json> instances = instances(app, version, session);
    for (Json wanted : formation(app, only, session)) {
      String type = wanted.at("type").text();
      long up =
          instances.stream()
              .filter(instance -> instance.at("type").text().equals(type))
              .filter(instance -> instance.at("state").text().equals("up"))
              .count();
      long running = wanted.at("quantity").number(0) - Stopped.of(List.of(wanted)).size();
      if (up < running) {
        return type;
      }
    }
    return "";
  }

  /** Those of that release which replace others. */
  private static List<Json> instances(String app, String version, Session session) {
    return session.platform().list(Platform.path("apps", app, "dynos")).stream()
        .filter(instance -> !instance.at("canary").isTrue())
        .filter(instance -> instance.at("release").at("version").text().equals(version))
        .toList();
  }

  private static void tellCrashes(String app, String version, String type, Session session) {
    List<Json> instances =
        Patience.throughOutages(() -> instances(app, version, session)).stream()
            .filter(instance -> instance.at("type").text().equals(type))
            .toList();
    Crashes.tellSome(Crashes.of(instances), app, Style.YELLOW, session.terminal());
  }

  private static List<Json> formation(String app, Optional<String> only, Session session) {
    String path = Platform.path("apps", app, "formation");
    List<Json> all = ScaledTypes.of(session.platform().list(path));
    if (only.isEmpty()) {
      return all;
    }
    List<Json> one =
        all.stream().filter(type -> type.at("type").text().equals(only.get())).toList();
    if (one.isEmpty()) {
      throw Failure.of(
          ExitCode.NOT_FOUND,
          Text.app(app) + " has no process type '" + only.get() + "'.",
          "See which it has: paas ps:scale --app " + app);
    }
    return one;
  }

  private static int failed(Progress progress, Session session, String why) {
    progress.failed("");
    session.terminal().alert(Style.YELLOW, why);
    return ExitCode.FAILED.number();
  }
}
