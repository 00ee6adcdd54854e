package paas.platform.oneoff.reach;

import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import paas.platform.access.User;
import paas.platform.app.App;
import paas.platform.deploy.Journal;
import paas.platform.oneoff.Attached;
import paas.platform.oneoff.EngineFaults;
import paas.platform.oneoff.Pending;
import paas.platform.oneoff.Window;
import paas.platform.release.Release;
import paas.platform.release.ReleaseVersion;
import paas.platform.release.Slug;
import paas.platform.store.ReleaseStore;
import paas.runner.ExecSpec;
import paas.runner.Execs;

/** Runs commands and copies in instances that run. Thread-safe, blocking. */
public final class ExecDesk {
  private static final Duration GRACE = Duration.ofSeconds(10);

  /** Of one app at a time. */
  private static final int MOST = 50;

  private final Execs execs;
  private final Targets targets;
  private final ReleaseStore releases;
  private final Journal journal;
  private final Bound bound = new Bound("execs and copies", MOST);

  ExecDesk(Execs execs, Targets targets, ReleaseStore releases, Journal journal) {
    this.execs = execs;
    this.targets = targets;
    this.releases = releases;
    this.journal = journal;
  }

  /** A command in an instance such as {@code web.1}; starts nothing yet. */
  public Pending exec(App app, String instance, ExecRequest request, User by) {
    Target target = find(app, instance);
    List<String> program = new ArrayList<>(launcher(target));
    program.add(request.line());
    ExecSpec spec = spec(target, program, request.variables(), request.terminal());
    return pending(target, spec, "Exec into", by);
  }

  /** Files out of an instance or into it; starts nothing yet. */
  public Pending copy(App app, String instance, CopyRequest request, User by) {
    Target target = find(app, instance);
    ExecSpec spec = spec(target, request.program(), Map.of(), Optional.empty());
    return pending(target, spec, request.doing(), by);
  }

  private Target find(App app, String instance) {
    bound.require(app);
    return targets.find(app, instance);
  }

  /** As the instance's own command was started: buildpacks set variables at the start. */
  private List<String> launcher(Target target) {
    return releases
        .find(target.app().id(), new ReleaseVersion(target.instance().release()))
        .flatMap(Release::slug)
        .map(Slug::shell)
        .orElse(Slug.SHELL);
  }

  private static ExecSpec spec(
      Target target, List<String> program, Map<String, String> env, Optional<Window> terminal) {
    return new ExecSpec(target.instance().id(), program, env, terminal.map(Window::size), GRACE);
  }

  private Pending pending(Target target, ExecSpec spec, String doing, User by) {
    return new Pending(
        target.app(),
        target.name(),
        () -> attach(target, spec, doing + " " + target.name() + " by user " + by.email()));
  }

  private Attached attach(Target target, ExecSpec spec, String event) {
    Runnable leave = bound.enter(target.app());
    boolean started = false;
    try {
      journal.event(target.app().id(), event);
      var process = EngineFaults.translated(() -> execs.start(spec));
      started = true;
      return new Attached(process, spec.terminal().isPresent(), code -> {}, leave);
    } finally {
      if (!started) {
        leave.run();
      }
    }
  }
}
