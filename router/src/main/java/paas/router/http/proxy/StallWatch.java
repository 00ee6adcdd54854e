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
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;

/**
 * Notices an event loop that does nothing any more: its clients hang, and nobody else would tell.
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

  /** Waits until one of these does nothing for a minute, and tells what it is at. */
  static String await(Collection<EventLoop> loops) throws InterruptedException {
    StallWatch<EventLoop> watch = new StallWatch<>(loops, PATIENCE);
    Optional<EventLoop> stalled = watch.look();
    while (stalled.isEmpty()) {
      Thread.sleep(LOOKING);
      stalled = watch.look();
    }
    return stalled.get() instanceof SingleThreadEventExecutor loop ? at(loop) : "unknown";
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
      if (each.answered) {
        each.answered = false;
        each.unanswered = 0;
        each.loop.execute(() -> each.answered = true);
      } else {
        each.unanswered++;
      }
      stalled = each.unanswered > patience ? each.loop : stalled;
    }
    return Optional.ofNullable(stalled);
  }
}
