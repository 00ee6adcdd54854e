package paas.cli.buildpack;

import java.util.List;
import java.util.Optional;
import paas.cli.api.Platform;
import paas.cli.command.Command;
import paas.cli.command.Invocation;
import paas.cli.command.Manual;
import paas.cli.command.Session;
import paas.cli.command.Text;
import paas.cli.fault.ExitCode;
import paas.cli.fault.Failure;
import paas.cli.terminal.Progress;

/** {@code paas buildpacks:add}, {@code :set}, {@code :remove} and {@code :clear}. */
public final class BuildpacksChangeCommand implements Command {
  private static final int MOST = 32;
  private static final String WORD =
      "a built-in name (nodejs), an https git URL with an optional #ref, an https .tgz URL, or"
          + " ./path in the source";

  /** What to do with the list. */
  public enum Action {
    ADD("Adding"),
    SET("Setting"),
    REMOVE("Removing"),
    CLEAR("Clearing");

    private final String doing;

    Action(String doing) {
      this.doing = doing;
    }
  }

  private final Action action;

  public BuildpacksChangeCommand(Action action) {
    this.action = action;
  }

  @Override
  public Manual manual() {
    return switch (action) {
      case ADD ->
          Manual.of("buildpacks:add", "Add a buildpack to an app's list.")
              .app()
              .option("-i,--index", "N", "its place in the list, from 1 (default: the last)")
              .words("BUILDPACK", "1", WORD)
              .example("paas buildpacks:add nodejs", "a built-in one, after those there are")
              .example("paas buildpacks:add -i 1 https://example.com/apt.git#v2", "before them");
      case SET ->
          Manual.of("buildpacks:set", "Set an app's list of buildpacks, in the order they run.")
              .app()
              .option("-i,--index", "N", "replace only the one at this place, from 1")
              .words("BUILDPACK", "1..*", WORD)
              .example("paas buildpacks:set nodejs", "this one and no other")
              .example("paas buildpacks:set -i 2 python", "the second one becomes python");
      case REMOVE ->
          Manual.of("buildpacks:remove", "Remove a buildpack from an app's list.")
              .app()
              .option("-i,--index", "N", "the one at this place, from 1")
              .words("BUILDPACK", "0..1", "which one, as `paas buildpacks` shows it")
              .example("paas buildpacks:remove nodejs", "by its name")
              .example("paas buildpacks:remove -i 1", "by its place");
      case CLEAR ->
          Manual.of("buildpacks:clear", "Clear an app's list: each build finds out what it needs.")
              .app()
              .example("paas buildpacks:clear", "back to detection");
    };
  }

  @Override
  public int run(Invocation call, Session session) {
    String app = session.app(call);
    Platform platform = session.platform();
    Optional<Integer> place =
        action == Action.CLEAR || call.option("--index").isEmpty()
            ? Optional.empty()
            : Optional.of(call.number("--index", 1, 1, MOST) - 1);
    ListChange change = new ListChange(call.words(), place);
    Progress progress = session.terminal().progress(action.doing + what() + Text.app(app));
    List<String> now =
        progress.step(() -> Buildpacks.put(platform, app, after(change, app, platform)));
    progress.done();
    if (now.isEmpty()) {
      session.terminal().noteLine("The next build finds out what the source needs.");
    } else {
      session.terminal().noteLine("The next build uses:");
      Buildpacks.show(now, session.terminal());
    }
    return ExitCode.OK.number();
  }

  private String what() {
    return action == Action.CLEAR || action == Action.SET
        ? " the buildpacks of "
        : action == Action.ADD ? " the buildpack to " : " the buildpack from ";
  }

  private List<String> after(ListChange change, String app, Platform platform) {
    boolean wholeList =
        action == Action.CLEAR || (action == Action.SET && change.place().isEmpty());
    List<String> before =
        wholeList ? List.of() : Buildpacks.names(Buildpacks.installed(platform, app));
    return switch (action) {
      case ADD -> change.added(before);
      case SET -> change.set(before);
      case REMOVE -> change.removed(before);
      case CLEAR -> List.of();
    };
  }

  /** A refusal that names what is there. */
  static Failure notThere(String what) {
    return Failure.of(ExitCode.NOT_FOUND, what, "Those that are set: paas buildpacks");
  }
}
