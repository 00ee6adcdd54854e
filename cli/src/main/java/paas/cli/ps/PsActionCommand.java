package paas.cli.ps;

import java.util.LinkedHashSet;
import java.util.List;
import java.util.Optional;
import java.util.Set;
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

/**
 * {@code paas ps:restart}, {@code ps:stop} and {@code ps:start}: on one instance, a process type,
 * or all.
 */
public final class PsActionCommand implements Command {
  /** What to do with them. */
  public enum Action {
    RESTART("Restarting"),
    STOP("Stopping"),
    START("Starting");

    private final String doing;

    Action(String doing) {
      this.doing = doing;
    }
  }

  private final Action action;

  public PsActionCommand(Action action) {
    this.action = action;
  }

  @Override
  public Manual manual() {
    return switch (action) {
      case RESTART ->
          manual("ps:restart", "Restart an app's instances; ps:wait waits until that is over.")
              .example("paas ps:restart", "all of them")
              .example("paas ps:restart web.1", "one instance");
      case STOP ->
          manual("ps:stop", "Stop instances; the formation stays, and ps:start brings them back.")
              .example("paas ps:stop worker", "all of a process type")
              .example("paas ps:stop web.1", "one instance");
      case START ->
          manual("ps:start", "Start instances that were stopped, and wait until they are up.")
              .flag("--no-wait", "do not wait until the instances are up")
              .example("paas ps:start", "all of them")
              .example("paas ps:start worker", "all of a process type");
    };
  }

  private static Manual manual(String name, String summary) {
    return Manual.of(name, summary)
        .app()
        .option("-d,--dyno,--instance", "NAME", "one instance, such as web.1")
        .option("-p,--process-type", "TYPE", "a process type, such as web")
        .words("TYPE|INSTANCE", "0..1", "a process type or one instance; all when there is none");
  }

  @Override
  public int run(Invocation call, Session session) {
    String app = session.app(call);
    Optional<String> target =
        call.word().or(() -> call.option("--dyno")).or(() -> call.option("--process-type"));
    Progress progress =
        session
            .terminal()
            .progress(action.doing + " " + target.orElse("all instances") + " of " + Text.app(app));
    List<Json> answers = progress.step(() -> act(app, target, session.platform()));
    if (answers.stream().allMatch(PsActionCommand::wasNothing)) {
      progress.done(nothing(app, target, session.platform()));
      return ExitCode.OK.number();
    }
    if (action == Action.START && !call.has("--no-wait")) {
      return settled(app, target, session, progress).number();
    }
    if (action == Action.RESTART) {
      progress.begun("to wait for it: paas ps:wait --app " + app);
    } else {
      progress.done();
    }
    return ExitCode.OK.number();
  }

  private static boolean wasNothing(Json answer) {
    return answer.at("instances").text().equals("0");
  }

  private String nothing(String app, Optional<String> target, Platform platform) {
    List<Json> formation = formation(app, target, platform);
    List<String> stopped =
        Stopped.of(formation).stream()
            .filter(name ->
                target.filter(PsActionCommand::isInstance).filter(t -> !t.equals(name)).isEmpty())
            .toList();
    if (action != Action.START && !stopped.isEmpty()) {
      return Stopped.sentence(stopped);
    }
    if (formation.stream().anyMatch(type -> type.at("quantity").number(0) > 0)) {
      return "none was stopped: see paas ps";
    }
    return Sleep.isAsleep(app, platform)
        ? "nothing runs: " + Sleep.words(app, platform)
        : "nothing is to run: see paas ps:scale";
  }

  /** The process types that the target names, or all. */
  private static List<Json> formation(String app, Optional<String> target, Platform platform) {
    Optional<String> type = target.map(name -> name.split("\\.", 2)[0]);
    String path = Platform.path("apps", app, "formation");
    return Patience.throughOutages(() -> platform.list(path)).stream()
        .filter(one -> type.filter(t -> !t.equals(one.at("type").text())).isEmpty())
        .toList();
  }

  private static ExitCode settled(
      String app, Optional<String> target, Session session, Progress progress) {
    Settling settling = new Settling(session, app, "started");
    if (target.filter(PsActionCommand::isInstance).isPresent()) {
      return settling.follow(target.get(), progress);
    }
    return settling.follow(formation(app, target, session.platform()), progress, "");
  }

  private static boolean isInstance(String target) {
    return target.contains(".");
  }

  private List<Json> act(String app, Optional<String> target, Platform platform) {
    return target.isPresent() ? List.of(act(app, target.get(), platform)) : actOnAll(app, platform);
  }

  private Json act(String app, String target, Platform platform) {
    String path = Platform.path("apps", app, isInstance(target) ? "dynos" : "formations", target);
    return switch (action) {
      case RESTART -> platform.delete(path);
      case STOP -> platform.post(path + "/actions/stop", Json.object());
      case START -> platform.post(path + "/actions/start", Json.object());
    };
  }

  private List<Json> actOnAll(String app, Platform platform) {
    if (action == Action.RESTART) {
      return List.of(platform.delete(Platform.path("apps", app, "dynos")));
    }
    Set<String> types = new LinkedHashSet<>();
    List<Json> formation = platform.list(Platform.path("apps", app, "formation"));
    formation.forEach(type -> types.add(type.at("type").text()));
    if (types.isEmpty()) {
      throw Failure.of(
          ExitCode.NOT_FOUND,
          Text.app(app) + " has no process types yet.",
          "Deploy it: git push paas main");
    }
    return types.stream().map(type -> act(app, type, platform)).toList();
  }
}
