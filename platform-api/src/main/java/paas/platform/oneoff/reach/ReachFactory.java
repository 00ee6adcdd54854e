package paas.platform.oneoff.reach;

import io.micronaut.context.annotation.Factory;
import jakarta.inject.Singleton;
import java.time.InstantSource;
import paas.platform.deploy.Journal;
import paas.platform.store.ReleaseStore;
import paas.runner.Execs;
import paas.runner.Instances;

/** Puts the ways to running instances together. */
@Factory
final class ReachFactory {
  @Singleton
  Targets targets(Instances instances) {
    return new Targets(instances);
  }

  @Singleton
  ExecDesk execs(Execs execs, Targets targets, ReleaseStore releases, Journal journal) {
    return new ExecDesk(execs, targets, releases, journal);
  }

  @Singleton
  ForwardDesk forwards(Instances instances, Targets targets, Journal journal, InstantSource clock) {
    return new ForwardDesk(instances, targets, journal, clock);
  }
}
