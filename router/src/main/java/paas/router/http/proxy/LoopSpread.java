package paas.router.http.proxy;

import io.netty.channel.EventLoop;
import java.util.ArrayList;
import java.util.Collection;
import java.util.List;
import java.util.concurrent.TimeUnit;
import java.util.function.LongSupplier;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Has two event loops on two CPUs keep to one CPU each while both have much to do. By itself Linux
 * lets them share one for milliseconds, as it wakes a loop where the one who woke it runs: requests
 * of the one loop then wait for those of the other (decision 0060).
 *
 * <p>A loop with little to do runs anywhere: on one CPU it would wait for whatever else runs there,
 * with the other CPU idle. With more than two CPUs that holds for busy loops, too, so there they
 * are left alone.
 */
final class LoopSpread {
  private static final Logger log = LoggerFactory.getLogger(LoopSpread.class);
  private static final int CPUS = 2;
  private static final long LOOKING_MILLIS = 50;

  /** Shares of a CPU. */
  private static final double BUSY = 0.15;

  private static final double IDLE = 0.05;

  /** Looks in a row at which a loop was idle before it is let go. */
  private static final int PATIENCE = 20;

  private final List<Seat> seats = new ArrayList<>();
  private final KernelThread kernel;
  private final List<Integer> cpus;

  LoopSpread(KernelThread kernel, List<Integer> cpus) {
    this.kernel = kernel;
    this.cpus = List.copyOf(cpus);
  }

  /** Looks at the loops until they end, where there are two and as many of these CPUs. */
  static void begin(Collection<EventLoop> loops, List<Integer> cpus, LongSupplier clock) {
    if (cpus.size() == CPUS && loops.size() == CPUS) {
      KernelThread.ofThisSystem()
          .ifPresent(kernel -> new LoopSpread(kernel, cpus).begin(loops, clock));
    }
  }

  private void begin(Collection<EventLoop> loops, LongSupplier clock) {
    List<EventLoop> all = List.copyOf(loops);
    all.forEach(loop -> seat(kernel::cpuNanos, clock));
    for (int i = 0; i < all.size(); i++) {
      var _ =
          all.get(i)
              .scheduleWithFixedDelay(
                  seats.get(i)::look, LOOKING_MILLIS, LOOKING_MILLIS, TimeUnit.MILLISECONDS);
    }
  }

  /** The next loop's, on the next CPU; all are made before the first one looks. */
  Seat seat(LongSupplier cpuNanos, LongSupplier clock) {
    Seat seat = new Seat(cpus.get(seats.size()), cpuNanos, clock);
    seats.add(seat);
    return seat;
  }

  /** What one loop does about itself, on its own thread. */
  final class Seat {
    private final int cpu;
    private final LongSupplier cpuNanos;
    private final LongSupplier clock;
    private volatile boolean busy;
    private boolean held;
    private int idleLooks;
    private long used;
    private long looked;

    private Seat(int cpu, LongSupplier cpuNanos, LongSupplier clock) {
      this.cpu = cpu;
      this.cpuNanos = cpuNanos;
      this.clock = clock;
      looked = clock.getAsLong();
    }

    void look() {
      try {
        spread(share());
      } catch (RuntimeException e) {
        // Without a clock it cannot be told; the looks go on, as nobody else lets a loop go.
        log.debug("What an event loop took of a CPU is not known", e);
        spread(0);
      }
    }

    private void spread(double share) {
      busy = share >= BUSY;
      idleLooks = share < IDLE ? idleLooks + 1 : 0;
      if (!held && seats.stream().allMatch(seat -> seat.busy)) {
        held = run(List.of(cpu));
      } else if (held && idleLooks >= PATIENCE) {
        held = !run(cpus);
      }
    }

    /** Of one CPU, since the last look. */
    private double share() {
      long usedBefore = used;
      long lookedBefore = looked;
      used = cpuNanos.getAsLong();
      looked = clock.getAsLong();
      return (double) (used - usedBefore) / Math.max(1, looked - lookedBefore);
    }

    private boolean run(List<Integer> where) {
      try {
        kernel.runOn(where);
        return true;
      } catch (RuntimeException e) {
        log.debug("An event loop stays where it is", e);
        return false;
      }
    }
  }
}
