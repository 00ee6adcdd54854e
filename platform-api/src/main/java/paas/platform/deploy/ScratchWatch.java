package paas.platform.deploy;

import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;
import java.util.HashMap;
import java.util.Map;
import java.util.Optional;
import java.util.OptionalLong;
import java.util.Set;
import java.util.UUID;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.Executor;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import paas.platform.app.AppId;
import paas.platform.deploy.scratch.Excess;
import paas.platform.deploy.scratch.Excesses;
import paas.platform.deploy.scratch.ScratchLimits;
import paas.runner.AppKey;
import paas.runner.Instance;
import paas.runner.InstanceId;
import paas.runner.Instances;
import paas.runner.OneOffs;
import paas.runner.RunnerException;
import paas.runner.RunningOneOff;
import paas.runner.Scratch;
import paas.runner.State;
import paas.runner.engine.EngineUnavailable;

/**
 * Keeps instances and one-offs from filling the engine's disk, which would take the whole machine
 * down: ends those that wrote more than they may, and when the disk is nearly full, who has written
 * most. An instance that is ended so has crashed. Counting costs, so that it is done when the disk
 * has lost some room, and from time to time. One thread looks; each end has a thread of its own.
 */
final class ScratchWatch {
  private static final Logger LOG = LoggerFactory.getLogger(ScratchWatch.class);

  /** What one takes may be what another gives back. */
  private static final Duration AT_LEAST = Duration.ofMinutes(5);

  /** A pause is so many times as long as what it follows: 5 % of one processor at most. */
  private static final int EASE = 20;

  /** The same where the disk is nearly full. */
  private static final int HASTE = 3;

  private static final Duration AGAIN = Duration.ofSeconds(5);

  /** Until the disk has back what somebody had who was ended; builds are ended by themselves. */
  private static final Duration RELIEF = Duration.ofSeconds(5);

  private final Scratch scratch;
  private final Instances instances;
  private final OneOffs oneOffs;
  private final Journal journal;
  private final ScratchLimits limits;
  private final Excesses excesses;
  private final InstantSource clock;
  private final Executor background;
  private final Set<InstanceId> ending = ConcurrentHashMap.newKeySet();

  /** The most that was free since the last count. */
  private long mostFree = Long.MAX_VALUE;

  private Instant counted = Instant.MIN;
  private Instant notBefore = Instant.MIN;
  private Instant ended = Instant.MIN;

  /** Since when the disk is low without a break; the end of time while it is not. */
  private Instant lowSince = Instant.MAX;

  ScratchWatch(
      Scratch scratch,
      Instances instances,
      OneOffs oneOffs,
      Journal journal,
      ScratchLimits limits,
      Excesses excesses,
      InstantSource clock,
      Executor background) {
    this.scratch = scratch;
    this.instances = instances;
    this.oneOffs = oneOffs;
    this.journal = journal;
    this.limits = limits;
    this.excesses = excesses;
    this.clock = clock;
    this.background = background;
  }

  private record Writer(AppKey app, String name, boolean isOneOff) {}

  /** To be called again and again; cheap as long as there is nothing to count. */
  void look() {
    try {
      OptionalLong free = scratch.free();
      if (free.isPresent()) {
        look(free.getAsLong());
      }
    } catch (EngineUnavailable | RunnerException e) {
      LOG.debug("Nobody is held to what they may write: {}", e.getMessage());
    }
  }

  private void look(long free) {
    Instant now = clock.instant();
    lowSince = limits.isLow(free) ? earlier(lowSince, now) : Instant.MAX;
    mostFree = Math.max(mostFree, free);
    boolean due =
        limits.isLow(free)
            || mostFree - free >= limits.notable()
            || !counted.plus(AT_LEAST).isAfter(now);
    if (due && !now.isBefore(notBefore)) {
      count(free, now);
    }
  }

  private static Instant earlier(Instant one, Instant other) {
    return one.isBefore(other) ? one : other;
  }

  private void count(long free, Instant now) {
    notBefore = now.plus(AGAIN); // should it fail
    Map<InstanceId, Writer> writers = writers();
    Map<InstanceId, Long> written = scratch.written(writers.keySet(), limits.each());
    Map<InstanceId, Excess> over = tooMuch(written, free, now);
    writers.forEach((id, writer) ->
        Optional.ofNullable(over.get(id)).ifPresent(excess -> end(id, writer, excess)));
    Instant done = clock.instant();
    if (!over.isEmpty()) {
      ended = done;
    }
    mostFree = free;
    counted = now;
    Duration took = Duration.between(now, done);
    notBefore = done.plus(took.multipliedBy(limits.isLow(free) ? HASTE : EASE));
  }

  private Map<InstanceId, Excess> tooMuch(Map<InstanceId, Long> written, long free, Instant now) {
    Map<InstanceId, Excess> over = limits.over(written);
    return over.isEmpty() && mayRelieve(free, now) ? limits.most(written, free) : over;
  }

  private boolean mayRelieve(long free, Instant now) {
    return limits.isLow(free)
        && (limits.isUrgent(free) || !lowSince.plus(RELIEF).isAfter(now))
        && !ended.plus(RELIEF).isAfter(now);
  }

  private Map<InstanceId, Writer> writers() {
    Map<InstanceId, Writer> writers = new HashMap<>();
    for (Instance one : instances.list()) {
      if (runs(one.state())) {
        writers.put(one.id(), new Writer(one.app(), one.name(), false));
      }
    }
    for (RunningOneOff one : oneOffs.list()) {
      if (runs(one.state())) {
        writers.put(one.id(), new Writer(one.app(), one.name(), true));
      }
    }
    return writers;
  }

  private static boolean runs(State state) {
    return switch (state) {
      case State.Running r -> true;
      case State.CutOff c -> true;
      case State.Created c -> false;
      case State.Exited e -> false;
    };
  }

  /** Without a grace: it would write on. Told before, so that who sees its end knows why. */
  private void end(InstanceId id, Writer writer, Excess excess) {
    if (!ending.add(id)) {
      return;
    }
    if (excesses.add(id, excess)) {
      journal.platform(new AppId(UUID.fromString(writer.app().id())), writer.name(), excess.line());
      LOG.warn("{} of app {}: {}", writer.name(), writer.app().name(), excess.line());
    }
    background.execute(() -> {
      try {
        if (writer.isOneOff()) {
          oneOffs.stop(id, Duration.ZERO);
        } else {
          instances.stop(id, Duration.ZERO);
        }
      } catch (RuntimeException e) {
        LOG.warn("{} could not be ended; it is tried again", writer.name(), e);
      } finally {
        ending.remove(id);
      }
    });
  }
}
