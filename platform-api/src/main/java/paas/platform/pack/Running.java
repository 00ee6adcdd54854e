package paas.platform.pack;

import java.io.IOException;
import java.time.Duration;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicBoolean;
import java.util.function.Consumer;

/** A git at work. It is ended with its owner, when its requester leaves, and when time is over. */
record Running(Process process, AtomicBoolean unwanted, Thread clock) implements AutoCloseable {
  /** From its start until its end, the time that a slow sender takes included. */
  private static final Duration LONGEST = Duration.ofHours(2);

  static Running start(ProcessBuilder builder, Consumer<Runnable> whenGone) throws IOException {
    return start(builder, LONGEST, whenGone);
  }

  static Running start(ProcessBuilder builder, Duration longest, Consumer<Runnable> whenGone)
      throws IOException {
    Process process = HostGit.start(builder);
    AtomicBoolean unwanted = new AtomicBoolean();
    Thread clock = Thread.ofVirtual().name("git-clock").start(() -> watch(process, longest));
    whenGone.accept(() -> {
      unwanted.set(true);
      process.destroyForcibly();
    });
    return new Running(process, unwanted, clock);
  }

  private static void watch(Process process, Duration longest) {
    try {
      if (!process.waitFor(longest.toSeconds(), TimeUnit.SECONDS)) {
        process.destroyForcibly();
      }
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
    }
  }

  /** Waits for its end; anything but success is an exception with words for the pack's sender. */
  void end(Voice voice) throws IOException, InterruptedException {
    int exit = process.waitFor();
    if (unwanted.get()) {
      throw new PackRefused("Whoever sent the pack has left.");
    }
    if (exit != 0) {
      throw new Complaint(exit, voice.lines()).exception();
    }
  }

  @Override
  public void close() {
    clock.interrupt();
    process.destroyForcibly().onExit().join();
  }
}
