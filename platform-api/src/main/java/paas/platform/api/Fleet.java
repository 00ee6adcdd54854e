package paas.platform.api;

import java.time.Duration;
import java.util.Collection;
import java.util.List;
import java.util.Optional;
import java.util.UUID;
import paas.platform.app.AppId;
import paas.platform.deploy.Awaited;
import paas.platform.deploy.Examination;
import paas.platform.deploy.InstanceView;
import paas.platform.deploy.Settled;
import paas.platform.formation.Slot;
import paas.platform.release.ProcessType;
import paas.platform.release.ReleaseStatus;

/** What the API asks of the control loops. Thread-safe. */
public interface Fleet {
  /** The app's intent changed. Returns at once. */
  void wake(AppId app);

  /**
   * What leads requests to these apps was changed. Returns once the router has acknowledged it;
   * when it does not within some seconds, it gets it later.
   */
  void reroute(Collection<AppId> apps);

  /** A command ended this release: whoever waits for it is told. */
  void ended(UUID release, ReleaseStatus status);

  /** What exists of the app now, in the order of the slots. */
  List<InstanceView> instances(AppId app);

  /**
   * Waits until the app's instances are those that are awaited, as far as was stored before the
   * call; at most so long, and not beyond a crash of one of them.
   */
  Settled awaitSettled(AppId app, Awaited awaited, Duration atMost);

  /** Makes the checks of one running instance now; blocks while it is asked. */
  List<Examination.Outcome> examine(AppId app, Slot slot);

  /** One of a type's instances that is up and does not listen on its port. */
  Optional<Slot> deaf(AppId app, ProcessType type);

  /**
   * Deletes the app; everything of it is then stopped and removed. Returns as {@link #reroute}
   * does, once nobody can reach it.
   */
  void destroy(AppId app);
}
