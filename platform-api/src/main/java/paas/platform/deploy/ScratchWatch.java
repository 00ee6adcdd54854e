package paas.platform.deploy;

import java.time.Instant;
import java.time.InstantSource;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.OptionalLong;
import java.util.Set;
import java.util.stream.Collectors;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import paas.platform.deploy.scratch.Excess;
import paas.platform.deploy.scratch.Pace;
import paas.platform.deploy.scratch.Relief;
import paas.platform.deploy.scratch.ScratchLimits;
import paas.platform.deploy.scratch.Standing;
import paas.runner.Instance;
import paas.runner.InstanceId;
import paas.runner.Instances;
import paas.runner.OneOffs;
import paas.runner.RunningOneOff;
import paas.runner.Scratch;
import paas.runner.State;
import paas.runner.Written;

/**
 * Keeps instances and one-offs from filling the engine's disk, which would take the whole machine
 * down: ends those that wrote more than they may, and when the disk is nearly full, who has written
 * most of late. An instance that is ended so has crashed. What of one cannot be counted is told,
 * and the others are counted all the same. For one thread.
 */
final class ScratchWatch {
  private static final Logger LOG = LoggerFactory.getLogger(ScratchWatch.class);
  private static final int MOST_TOLD = 1_000;

  private final Scratch scratch;
  private final Instances instances;
  private final OneOffs oneOffs;
  private final ScratchLimits limits;
  private final ScratchEnds ends;
  private final InstantSource clock;
  private final Pace pace;
  private final Relief relief;
  private final Standing standing = new Standing();

  /** Whom the last count did not see wholly; one that ended while it was counted is no news. */
  private Set<InstanceId> unseen = Set.of();

  private final Set<String> told = new HashSet<>();
  private boolean isOut;
  private boolean isHelpless;

  ScratchWatch(
      Scratch scratch,
      Instances instances,
      OneOffs oneOffs,
      ScratchLimits limits,
      ScratchEnds ends,
      InstantSource clock) {
    this.scratch = scratch;
    this.instances = instances;
    this.oneOffs = oneOffs;
    this.limits = limits;
    this.ends = ends;
    this.clock = clock;
    this.pace = new Pace(limits);
    this.relief = new Relief(limits);
  }

  /** To be called again and again; cheap as long as there is nothing to count. */
  void look() {
    Instant now = clock.instant();
    try {
      OptionalLong free = scratch.free();
      if (free.isPresent()) {
        look(free.getAsLong(), now);
      }
    } catch (RuntimeException e) {
      pace.failed(now);
      if (!isOut) {
        LOG.warn("Nobody is held to what they may write until this is over", e);
      }
      isOut = true;
    }
  }

  private void look(long free, Instant now) {
    relief.looked(free, now);
    isHelpless &= limits.isLow(free);
    if (pace.isDue(free, now)) {
      count(now);
      isOut = false;
      pace.counted(free, now, clock.instant());
    }
  }

  private void count(Instant now) {
    Set<InstanceId> there = new HashSet<>();
    List<ScratchWriter> writers = writers(there);
    Set<InstanceId> ids = writers.stream().map(ScratchWriter::id).collect(Collectors.toSet());
    standing.run(ids);
    ends.keep(there);
    Map<InstanceId, Written> written = new HashMap<>();
    for (ScratchWriter writer : writers) {
      written(writer)
          .ifPresent(found -> {
            written.put(writer.id(), found);
            judge(writer, found, now);
          });
    }
    complain(writers, written);
    Set<InstanceId> mayEnd =
        written.keySet().stream().filter(ends::mayEnd).collect(Collectors.toSet());
    relieve(new Relief.Found(written, mayEnd, alone(writers), there), writers);
  }

  /** Those that take long to count come last. */
  private List<ScratchWriter> writers(Set<InstanceId> there) {
    List<ScratchWriter> writers = new ArrayList<>();
    for (Instance one : instances.list()) {
      there.add(one.id());
      if (runs(one.state())) {
        writers.add(ScratchWriter.of(one));
      }
    }
    for (RunningOneOff one : oneOffs.list()) {
      there.add(one.id());
      if (runs(one.state())) {
        writers.add(ScratchWriter.of(one));
      }
    }
    writers.sort(Comparator.comparing(writer -> unseen.contains(writer.id())));
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

  private Optional<Written> written(ScratchWriter writer) {
    long enough = standing.isStanding(writer.id()) ? Long.MAX_VALUE : limits.each();
    try {
      return scratch.written(writer.id(), enough);
    } catch (RuntimeException e) {
      return Optional.of(Written.atLeast(0, String.valueOf(e.getMessage())));
    }
  }

  private void judge(ScratchWriter writer, Written written, Instant now) {
    if (!limits.isOver(written.bytes())) {
      if (written.isAll()) {
        standing.isWithin(writer.id());
      }
      return;
    }
    Excess.OverLimit excess = new Excess.OverLimit(limits.each());
    switch (standing.isOver(writer.id(), now)) {
      case WAIT -> {}
      case WARN -> ends.warn(writer, excess.warning(Standing.GRACE));
      case END -> end(writer, excess);
    }
  }

  private void end(ScratchWriter writer, Excess excess) {
    if (ends.mayEnd(writer.id())) {
      relief.ended(writer.id(), clock.instant());
    }
    ends.end(writer, excess);
  }

  private void complain(List<ScratchWriter> writers, Map<InstanceId, Written> written) {
    Set<InstanceId> now = new HashSet<>();
    for (ScratchWriter writer : writers) {
      Optional.ofNullable(written.get(writer.id()))
          .flatMap(Written::unseen)
          .ifPresent(why -> {
            now.add(writer.id());
            if (unseen.contains(writer.id()) && told.add(writer + why)) {
              LOG.warn("What {} has written cannot be counted wholly: {}", writer, why);
            }
          });
    }
    unseen = now;
    if (told.size() > MOST_TOLD) {
      told.clear();
    }
  }

  private static Set<InstanceId> alone(List<ScratchWriter> writers) {
    Map<String, List<InstanceId>> kinds =
        writers.stream()
            .filter(writer -> !writer.isOneOff())
            .collect(
                Collectors.groupingBy(
                    ScratchWriter::kind,
                    Collectors.mapping(ScratchWriter::id, Collectors.toList())));
    return kinds.values().stream()
        .filter(kind -> kind.size() == 1)
        .map(List::getFirst)
        .collect(Collectors.toSet());
  }

  /** By what is free now: counting takes a while, and somebody may have been ended meanwhile. */
  private void relieve(Relief.Found found, List<ScratchWriter> writers) {
    OptionalLong free = scratch.free();
    if (free.isEmpty()) {
      return;
    }
    switch (relief.judge(found, free.getAsLong(), clock.instant())) {
      case Relief.Verdict.Wait w -> {}
      case Relief.Verdict.End(InstanceId id, Excess why) ->
          writers.stream()
              .filter(writer -> writer.id().equals(id))
              .forEach(writer -> end(writer, why));
      case Relief.Verdict.Helpless(String why) -> {
        if (!isHelpless) {
          LOG.warn(
              "Docker's disk has {} MB left, and ending apps would not help: {}",
              free.getAsLong() >> 20,
              why);
        }
        isHelpless = true;
      }
    }
  }
}
