package paas.runner.engine;

import java.time.Duration;
import java.util.concurrent.Future;
import java.util.concurrent.ScheduledExecutorService;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicReference;

/** The time limit of one exchange: it runs an action when time is up, unless closed before. */
final class Stopwatch implements AutoCloseable {
  private enum State {
    RUNNING,
    STOPPED,
    FIRED
  }

  private final AtomicReference<State> state;
  private final Future<?> timer;

  private Stopwatch(AtomicReference<State> state, Future<?> timer) {
    this.state = state;
    this.timer = timer;
  }

  static Stopwatch start(ScheduledExecutorService timers, Duration limit, Runnable whenUp) {
    var state = new AtomicReference<>(State.RUNNING);
    Runnable fire =
        () -> {
          if (state.compareAndSet(State.RUNNING, State.FIRED)) {
            whenUp.run();
          }
        };
    return new Stopwatch(state, timers.schedule(fire, limit.toNanos(), TimeUnit.NANOSECONDS));
  }

  boolean fired() {
    return state.get() == State.FIRED;
  }

  @Override
  public void close() {
    state.compareAndSet(State.RUNNING, State.STOPPED);
    timer.cancel(false);
  }
}
