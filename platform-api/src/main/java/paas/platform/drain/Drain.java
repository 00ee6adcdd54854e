package paas.platform.drain;

import java.io.IOException;
import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;
import java.util.Collection;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import paas.platform.store.LogDrain;
import paas.router.logs.LineId;
import paas.router.logs.LogCursor;
import paas.router.logs.LogLimits.Bound;
import paas.router.logs.LogRouter;
import paas.router.logs.StoredLine;

/**
 * One drain at work: reads on in the log, sends, and remembers how far it got. Lines that are not
 * taken stay in the log only, and are read again for the next attempt.
 */
final class Drain implements AutoCloseable {
  private static final Logger LOG = LoggerFactory.getLogger(Drain.class);
  private static final Bound BATCH = new Bound(1_000, 256 * 1024);
  private static final Duration CLOSING = Duration.ofSeconds(5);

  private final LogDrain drain;
  private final Carrier carrier;
  private final Progress progress;
  private final Notes notes;
  private final Tempo tempo;
  private final InstantSource clock;
  private final LogCursor cursor;
  private final Thread thread = Thread.ofVirtual().name("log-drain").unstarted(this::run);

  /** Instead of an interrupt, which in the middle of a write would close the log's file. */
  private final CountDownLatch end = new CountDownLatch(1);

  private volatile String host;
  private volatile Optional<String> problem = Optional.empty();
  private volatile Optional<Instant> sentAt = Optional.empty();
  private volatile long dropped;

  // The thread's alone:
  private int attempts;
  private boolean told;

  /** How many lines go at once: fewer where that many were too large, or are sent again. */
  private int most = BATCH.lines();

  /**
   * @param host whom the lines are from: the app's name
   */
  Drain(
      LogDrain drain,
      String host,
      Carrier carrier,
      LogRouter router,
      Notes notes,
      Tempo tempo,
      InstantSource clock) {
    this.drain = drain;
    this.host = host;
    this.carrier = carrier;
    this.notes = notes;
    this.tempo = tempo;
    this.clock = clock;
    this.cursor = router.cursor(Progress.stream(drain));
    this.progress = new Progress(router, drain, cursor, tempo.keep());
  }

  /** Begins. Call once. */
  Drain start() {
    thread.start();
    return this;
  }

  LogDrain drain() {
    return drain;
  }

  /** The app has another name. */
  void host(String name) {
    host = name;
  }

  DrainState state() {
    long waiting = Math.max(0, cursor.newest().value() - progress.at().value());
    return new DrainState(problem, waiting, sentAt, dropped);
  }

  private void run() {
    try {
      while (isWanted()) {
        turn();
      }
    } catch (InterruptedException e) {
      LOG.debug("Drain {} is interrupted, and ends", drain.token());
    }
    keepLast();
  }

  private void keepLast() {
    try {
      progress.keep();
    } catch (RuntimeException e) {
      LOG.warn("Drain {} will send its last lines again", drain.token(), e);
    }
  }

  private boolean isWanted() {
    return end.getCount() > 0 && !cursor.ended();
  }

  private void turn() throws InterruptedException {
    try {
      List<StoredLine> lines =
          cursor.next(progress.at(), new Bound(most, BATCH.bytes()), progress.patience());
      if (!lines.isEmpty() && isWanted()) {
        skipGap(lines.getFirst());
        send(lines);
      }
      progress.keepSometimes(lines.isEmpty());
    } catch (RuntimeException e) {
      LOG.error("Drain {} could not go on; it is tried again", drain.token(), e);
      problem = Optional.of("the platform's own log cannot be read or written");
      pause(tempo.longestPause());
    }
  }

  /** Lines that the log no longer holds are never sent. */
  private void skipGap(StoredLine first) {
    long gone = first.id().value() - 1 - progress.at().value();
    if (gone > 0) {
      notes.overflow(gone);
      drop(gone, new LineId(first.id().value() - 1));
    }
  }

  private void send(List<StoredLine> lines) throws InterruptedException {
    try {
      carrier.send(host, id(lines), lines.stream().map(StoredLine::line).toList());
      sent(lines.getLast().id());
      if (carrier.gathers() && !isMuch(lines)) {
        pause(tempo.gather());
      }
    } catch (Carrier.Refused e) {
      refused(lines, e);
    } catch (IOException e) {
      failed(lines.size(), Reasons.of(e));
    }
  }

  /** The same for the same lines, so that who gets them twice can tell. */
  private String id(List<StoredLine> lines) {
    return drain.token() + "." + lines.getFirst().id() + "-" + lines.getLast().id();
  }

  private void sent(LineId last) {
    progress.moveTo(last);
    sentAt = Optional.of(clock.instant());
    problem = Optional.empty();
    most = BATCH.lines();
    attempts = 0;
    if (told) {
      told = false;
      notes.recovered();
    }
  }

  /** Where so many came at once, more are waiting. */
  private static boolean isMuch(List<StoredLine> lines) {
    long bytes = lines.stream().mapToLong(stored -> stored.line().text().length()).sum();
    return lines.size() >= BATCH.lines() / 2 || bytes >= BATCH.bytes() / 2;
  }

  private void refused(List<StoredLine> lines, Carrier.Refused why) throws InterruptedException {
    if (why.tooLarge() && lines.size() > 1) {
      most = lines.size() / 2;
      return;
    }
    String reason = String.valueOf(why.getMessage());
    notes.refused(lines.size(), reason);
    drop(lines.size(), lines.getLast().id());
    problem = Optional.of(reason);
    pause(tempo.firstPause());
  }

  private void drop(long lines, LineId upTo) {
    dropped = dropped + lines;
    progress.moveTo(upTo);
  }

  private void failed(int lines, String why) throws InterruptedException {
    if (!isWanted()) {
      return;
    }
    attempts++;
    // Some hang up, or read no further, where it is too much for them.
    most = attempts % tempo.tell() == 0 ? Math.max(1, lines / 2) : lines;
    problem = Optional.of(why);
    if (attempts >= tempo.tell() && !told) {
      told = true;
      notes.undeliverable(why);
    }
    progress.keep();
    pause(tempo.pause(attempts));
  }

  private void pause(Duration pause) throws InterruptedException {
    end.await(pause.toNanos(), TimeUnit.NANOSECONDS);
  }

  /** Ends it within a moment, whatever the other end does. */
  @Override
  public void close() {
    closeAll(List.of(this));
  }

  /** Ends all of them within the moment that one has; false when some did not end. */
  static boolean closeAll(Collection<Drain> drains) {
    drains.forEach(Drain::stop);
    long deadline = System.nanoTime() + CLOSING.toNanos();
    return drains.stream().filter(drain -> !drain.hasEnded(deadline)).count() == 0;
  }

  private void stop() {
    end.countDown();
    cursor.close();
    carrier.close();
  }

  /** Waits for the end of its thread, to that {@link System#nanoTime} at most. */
  boolean hasEnded(long deadline) {
    try {
      long left = Math.max(1, deadline - System.nanoTime());
      if (thread.getState() == Thread.State.NEW || thread.join(Duration.ofNanos(left))) {
        return true;
      }
      LOG.warn("Drain {} did not end within {} s", drain.token(), CLOSING.toSeconds());
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
    }
    return false;
  }
}
