package paas.router.http.proxy;

import io.netty.channel.EventLoop;
import io.netty.util.concurrent.SingleThreadEventExecutor;
import io.netty.util.concurrent.ThreadProperties;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Collection;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.Executor;
import java.util.concurrent.RejectedExecutionException;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;

/**
 * Notices an event loop that does nothing any more: its clients hang, and nobody else would tell.
 * One whose thread has ended, as by an error of the transport's, is noticed at the next look.
 *
 * <p>Looks are counted, not seconds. Where the process was stopped, or the machine has no time for
 * it, there are none either; so a loop counts as stalled only while another thread of the process
 * came to look again and again. Used by that one thread.
 */
final class StallWatch<L extends Executor> {
  private static final Duration LOOKING = Duration.ofSeconds(1);
  private static final int PATIENCE = 60;
  private static final int MOST_FRAMES = 40;

  private static final class Watched<L> {
    private final L loop;
    private volatile boolean answered = true;
    private int unanswered;

    Watched(L loop) {
      this.loop = loop;
    }
  }

  private final List<Watched<L>> all = new ArrayList<>();
  private final int patience;

  /**
   * @param patience looks in a row of which a loop may have answered none
   */
  StallWatch(Collection<L> loops, int patience) {
    loops.forEach(loop -> all.add(new Watched<>(loop)));
    this.patience = patience;
  }

  /** Waits until one of these has ended or does nothing for a minute, and tells what it is at. */
  static String await(Collection<EventLoop> loops) throws InterruptedException {
    StallWatch<EventLoop> watch = new StallWatch<>(loops, PATIENCE);
    Optional<EventLoop> stalled = watch.look();
    while (stalled.isEmpty()) {
      Thread.sleep(LOOKING);
      stalled = watch.look();
    }
    EventLoop loop = stalled.get();
    if (loop.isShuttingDown()) {
      return "gone, by an error that is told above";
    }
    return loop instanceof SingleThreadEventExecutor single ? at(single) : "unknown";
  }

  private static String at(SingleThreadEventExecutor loop) {
    ThreadProperties thread = loop.threadProperties();
    return Stream.of(thread.stackTrace())
        .limit(MOST_FRAMES)
        .map(frame -> "\n    at " + frame)
        .collect(Collectors.joining("", thread.name(), ""));
  }

  /** Asks each loop for a sign of life, and names one that gave none for too long. */
  Optional<L> look() {
    @Nullable L stalled = null;
    for (Watched<L> each : all) {
      if (!each.answered) {
        each.unanswered++;
      }
      boolean hangs = each.unanswered > patience;
      stalled = hangs || (each.answered && !ask(each)) ? each.loop : stalled;
    }
    return Optional.ofNullable(stalled);
  }

  /** False where it has ended. */
  private static <L extends Executor> boolean ask(Watched<L> each) {
    each.answered = false;
    each.unanswered = 0;
    try {
      each.loop.execute(() -> each.answered = true);
      return true;
    } catch (RejectedExecutionException ended) {
      each.answered = true; // the next look finds the same
      return false;
    }
  }
}
