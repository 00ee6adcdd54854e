package paas.cli.release;

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

/** {@code paas releases:canary}: tries a release with a part of an app's requests. */
public final class ReleasesCanaryCommand implements Command {
  @Override
  public Manual manual() {
    return Manual.of("releases:canary", "Try a release with a part of an app's requests.")
        .app()
        .json()
        .option("--percent", "N", "how many of a hundred requests it gets, 1 to 99")
        .flag("--no-wait", "do not wait until it is up")
        .flag("--force", "even when this machine may have no room for it")
        .words("VERSION", "0..1", "whose build to try, with the config of now, such as v8")
        .example("paas releases:canary v8 --percent 10", "beside the current release")
        .example("paas releases:canary --percent 50", "more for the one that is tried")
        .example("paas releases:canary", "shows it")
        .example("git push paas main -o canary=10", "tries a new commit")
        .example("paas releases:promote", "all requests for it (or none: releases:abort)");
  }

  @Override
  public int run(Invocation call, Session session) {
    String app = session.app(call);
    Optional<String> percent = call.option("--percent");
    if (call.word().isPresent()) {
      return start(call, session, app, percent.orElseThrow(ReleasesCanaryCommand::noPart));
    }
    return percent.isPresent()
        ? weigh(call, session, app, percent.get())
        : show(call, session, app);
  }

  private static Failure noPart() {
    return Failure.usage("How many requests? Such as: paas releases:canary v8 --percent 10");
  }

  /** As it was typed, with or without a percent sign. */
  private static String part(String percent) {
    return percent.replace("%", "").strip() + "% of the requests";
  }

  static String path(String app) {
    return Platform.path("apps", app, "canary");
  }

  private static int start(Invocation call, Session session, String app, String percent) {
    Json target = new Versions(session.platform(), app).find(call.word());
    String of = "v" + target.at("version").text();
    Progress progress = session.terminal().progress("Trying " + of + " with " + part(percent));
    Json body = wish(call, percent).with("release", target.at("id"));
    Json canary = progress.step(() -> session.platform().post(path(app), body));
    String version = canary.at("release").at("version").text();
    ExitCode code = ExitCode.OK;
    if (call.has("--no-wait")) {
      progress.done("v" + version);
    } else {
      code = follow(session, app, version, progress);
    }
    if (call.has("--json")) {
      session.terminal().json(canary);
    }
    return code.number();
  }

  private static Json.Struct wish(Invocation call, String percent) {
    return Json.object().with("percent", percent).with("force", Json.of(call.has("--force")));
  }

  private static ExitCode follow(Session session, String app, String version, Progress progress) {
    String path = Platform.path("apps", app, "releases", version);
    Patience patience = new Patience();
    Json release = Patience.throughOutages(() -> session.platform().get(path));
    while (release.at("canary").at("stage").text().equals("starting")) {
      progress.tick();
      patience.pause();
      release = Patience.throughOutages(() -> session.platform().get(path));
    }
    if (release.at("status").text().equals("failed")) {
      boolean aborted = release.at("aborted").isTrue();
      progress.over(aborted, "v" + version);
      String reason = release.at("failure").found().orElse("the platform gave no reason");
      session.terminal().alert(Style.YELLOW, "v" + version + " gets no requests: " + reason);
      if (!aborted) {
        session.terminal().alert(Style.YELLOW, "See why: paas logs --app " + app);
      }
      return ExitCode.FAILED;
    }
    progress.done("v" + version);
    session
        .terminal()
        .noteLine("All requests for it: paas releases:promote; none: paas releases:abort");
    return ExitCode.OK;
  }

  private static int weigh(Invocation call, Session session, String app, String percent) {
    Progress progress = session.terminal().progress("Giving the canary " + part(percent));
    Json body = wish(call, percent);
    Json canary = progress.step(() -> session.platform().patch(path(app), body));
    progress.done("v" + canary.at("release").at("version").text());
    if (call.has("--json")) {
      session.terminal().json(canary);
    }
    return ExitCode.OK.number();
  }

  private static int show(Invocation call, Session session, String app) {
    Json canary = session.platform().get(path(app));
    if (call.has("--json")) {
      session.terminal().json(canary);
      return ExitCode.OK.number();
    }
    String version = "v" + canary.at("release").at("version").text();
    String part = canary.at("percent").text() + "% of the requests of " + Text.app(app);
    session
        .terminal()
        .line(
            switch (canary.at("stage").text()) {
              case "starting" -> version + " is starting, and is to get " + part;
              case "promoted" -> version + " is being promoted; it gets " + part + " until then";
              default -> version + " gets " + part;
            });
    return ExitCode.OK.number();
  }
}
