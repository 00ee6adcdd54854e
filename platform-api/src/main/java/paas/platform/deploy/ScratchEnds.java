package paas.platform.deploy;

import java.time.Duration;
import java.util.Set;
import java.util.UUID;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.Executor;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import paas.platform.app.AppId;
import paas.platform.deploy.scratch.Excess;
import paas.platform.deploy.scratch.Excesses;
import paas.runner.InstanceId;
import paas.runner.Instances;
import paas.runner.OneOffs;

/** Ends containers for what they have written, each by a thread of its own. Thread-safe. */
final class ScratchEnds {
  private static final Logger LOG = LoggerFactory.getLogger(ScratchEnds.class);

  private final Instances instances;
  private final OneOffs oneOffs;
  private final Journal journal;
  private final Excesses excesses;
  private final Executor background;
  private final Set<InstanceId> ending = ConcurrentHashMap.newKeySet();

  /** They are tried again, but nobody counts on it. */
  private final Set<InstanceId> failed = ConcurrentHashMap.newKeySet();

  ScratchEnds(
      Instances instances,
      OneOffs oneOffs,
      Journal journal,
      Excesses excesses,
      Executor background) {
    this.instances = instances;
    this.oneOffs = oneOffs;
    this.journal = journal;
    this.excesses = excesses;
    this.background = background;
  }

  /** False for one that is being ended, or could not be. */
  boolean mayEnd(InstanceId id) {
    return !ending.contains(id) && !failed.contains(id);
  }

  /** Those that have gone are forgotten. */
  void keep(Set<InstanceId> there) {
    failed.retainAll(there);
  }

  void warn(ScratchWriter writer, String line) {
    background.execute(() -> tell(writer, line));
  }

  /** Without a grace: it would write on. Told before, so that who sees its end knows why. */
  void end(ScratchWriter writer, Excess excess) {
    if (!ending.add(writer.id())) {
      return;
    }
    boolean isNew = excesses.add(writer.id(), excess);
    background.execute(() -> {
      try {
        if (isNew) {
          tell(writer, excess.line());
        }
        stop(writer);
      } catch (RuntimeException e) {
        if (failed.add(writer.id())) {
          LOG.warn("{} could not be ended; it is tried again", writer, e);
        }
      } finally {
        ending.remove(writer.id());
      }
    });
  }

  private void stop(ScratchWriter writer) {
    if (writer.isOneOff()) {
      oneOffs.stop(writer.id(), Duration.ZERO);
    } else {
      instances.stop(writer.id(), Duration.ZERO);
    }
  }

  private void tell(ScratchWriter writer, String line) {
    LOG.warn("{}: {}", writer, line);
    try {
      journal.platform(new AppId(UUID.fromString(writer.app().id())), writer.name(), line);
    } catch (RuntimeException e) {
      LOG.warn("The log of app {} could not be told", writer.app().name(), e);
    }
  }
}
