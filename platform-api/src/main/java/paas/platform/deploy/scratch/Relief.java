package paas.platform.deploy.scratch;

import java.time.Duration;
import java.time.Instant;
import java.util.Comparator;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import paas.runner.InstanceId;
import paas.runner.Written;

/**
 * Who is ended where the disk is nearly full though nobody has written more than they may: who has
 * grown most since it had room, one after the other, and nobody where what containers wrote is not
 * what filled it. Pure but for what it remembers; for one thread.
 */
public final class Relief {
  /** Builds are ended by themselves by then, and the disk has back what somebody had. */
  private static final Duration WAIT = Duration.ofSeconds(5);

  /** A container that is ended may be long in going. */
  private static final Duration GOING = Duration.ofMinutes(1);

  /** So many ended in vain are enough. */
  private static final int MOST = 3;

  private final ScratchLimits limits;

  /** Since when the disk is low without a break; the end of time while it is not. */
  private Instant lowSince = Instant.MAX;

  /** At the last count that was made while the disk had room, or else at the first. */
  private long freeBefore = -1;

  private Map<InstanceId, Written> before = Map.of();
  private Optional<InstanceId> last = Optional.empty();
  private Instant lastThere = Instant.MIN;
  private Instant lastEnded = Instant.MIN;

  /** Since the disk had room. */
  private int inVain;

  /** What becomes of a nearly full disk. */
  public sealed interface Verdict {
    /** There is room, or there may be soon. */
    record Wait() implements Verdict {}

    record End(InstanceId id, Excess why) implements Verdict {}

    /** Apps cannot help; for the platform's log. */
    record Helpless(String why) implements Verdict {}
  }

  /**
   * What a count found.
   *
   * @param written of all that run
   * @param mayEnd of these, those that are not being ended, and can be
   * @param alone those that are the last of their process type
   * @param there all containers, ended ones too
   */
  public record Found(
      Map<InstanceId, Written> written,
      Set<InstanceId> mayEnd,
      Set<InstanceId> alone,
      Set<InstanceId> there) {}

  public Relief(ScratchLimits limits) {
    this.limits = limits;
  }

  /** At each look at the disk. */
  public void looked(long free, Instant now) {
    if (!limits.isLow(free)) {
      lowSince = Instant.MAX;
      inVain = 0;
    } else if (now.isBefore(lowSince)) {
      lowSince = now;
    }
  }

  /** Somebody was ended, for this or for more than they may have. */
  public void ended(InstanceId id, Instant now) {
    last = Optional.of(id);
    lastThere = now;
    lastEnded = now;
  }

  /**
   * @param free as it is behind the count
   */
  public Verdict judge(Found found, long free, Instant now) {
    looked(free, now);
    last.filter(found.there()::contains).ifPresent(id -> lastThere = now);
    if (freeBefore < 0 || !limits.isLow(free)) {
      freeBefore = free;
      before = Map.copyOf(found.written());
    }
    if (!limits.isLow(free) || waits(free, now)) {
      return new Verdict.Wait();
    }
    if (inVain >= MOST) {
      return new Verdict.Helpless("ending %d apps' processes has not helped".formatted(inVain));
    }
    Verdict verdict = judge(found, free);
    inVain += verdict instanceof Verdict.End ? 1 : 0;
    return verdict;
  }

  private boolean waits(long free, Instant now) {
    boolean buildsMayHelp = !limits.isUrgent(free) && lowSince.plus(WAIT).isAfter(now);
    boolean lastMayHelp = lastThere.plus(WAIT).isAfter(now) && lastEnded.plus(GOING).isAfter(now);
    return buildsMayHelp || lastMayHelp;
  }

  private record Candidate(InstanceId id, long bytes, long grown) {}

  private Verdict judge(Found found, long free) {
    List<Candidate> all =
        found.written().entrySet().stream()
            .map(one -> candidate(one.getKey(), one.getValue()))
            .sorted(Comparator.comparingLong(Candidate::grown).reversed())
            .toList();
    long sum = all.stream().mapToLong(Candidate::grown).sum();
    long lost = freeBefore - free;
    if (sum < lost / 2) {
      return new Verdict.Helpless(
          "apps have written %d MB of %d MB that it lost".formatted(sum >> 20, lost >> 20));
    }
    return victim(all, found)
        .<Verdict>map(one -> new Verdict.End(one.id(), new Excess.DiskLow(one.bytes(), free)))
        .orElseGet(() -> new Verdict.Helpless("no app has grown that has written much"));
  }

  /** How much one has grown of which not all was counted before is not known. */
  private Candidate candidate(InstanceId id, Written now) {
    Written then = before.getOrDefault(id, Written.all(0));
    long grown = then.isAll() ? Math.max(0, now.bytes() - then.bytes()) : 0;
    return new Candidate(id, now.bytes(), grown);
  }

  /** Not the last of its kind where another has grown nearly as much. */
  private Optional<Candidate> victim(List<Candidate> all, Found found) {
    List<Candidate> candidates =
        all.stream()
            .filter(one -> one.grown() > 0 && limits.isMuch(one.bytes()))
            .filter(one -> found.mayEnd().contains(one.id()))
            .toList();
    return candidates.stream()
        .filter(one -> one.grown() >= candidates.getFirst().grown() / 2)
        .filter(one -> !found.alone().contains(one.id()))
        .findFirst()
        .or(() -> candidates.stream().findFirst());
  }
}
