package paas.router.control;

import java.time.Duration;
import java.time.Instant;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.locks.Condition;
import java.util.concurrent.locks.ReentrantLock;
import paas.router.http.proxy.RequestLog;

/**
 * Request lines that the control plane has not acknowledged yet, oldest first. Bounded: beyond it
 * the oldest are dropped, counted per app, and a later line says how many. Any thread writes,
 * without ever waiting for the reader; one thread reads.
 */
public final class LineSpool implements RequestLog {
  private record Waiting(String appId, Instant at, String text) {}

  private final ControlLimits limits;
  private final ReentrantLock lock = new ReentrantLock();
  private final Condition arrived = lock.newCondition();
  private final Condition batchIsFull = lock.newCondition();
  private final Condition acknowledged = lock.newCondition();

  // All below is guarded by the lock.
  private final ArrayDeque<Waiting> waiting = new ArrayDeque<>();
  private final Map<String, Long> dropped = new LinkedHashMap<>();
  private List<RequestLine> sent = List.of();
  private int waitingBytes;
  private int sentBytes;
  private long nextSequence = 1;

  public LineSpool(ControlLimits limits) {
    this.limits = limits;
  }

  @Override
  public void record(String appId, Instant at, String text) {
    lock.lock();
    try {
      waiting.add(new Waiting(appId, at, text));
      waitingBytes += text.length();
      while (isOverfull()) {
        dropOldest();
      }
      if (waiting.size() == 1) {
        arrived.signal();
      } else if (waiting.size() == limits.batchLines()) {
        batchIsFull.signal();
      }
    } finally {
      lock.unlock();
    }
  }

  private boolean isOverfull() {
    return waiting.size() > 1
        && (waiting.size() + sent.size() > limits.spoolLines()
            || waitingBytes + sentBytes > limits.spoolBytes());
  }

  /** A notice of the router before this one counts as the lines that it stands for. */
  private void dropOldest() {
    Waiting oldest = waiting.remove();
    waitingBytes -= oldest.text().length();
    dropped.merge(oldest.appId(), RequestLineReader.requests(oldest.text()), Long::sum);
  }

  /**
   * The lines to send now: those sent before and not acknowledged, or the next ones, at least one.
   * Waits until there are some, and a moment longer so that a batch gathers.
   */
  List<RequestLine> nextBatch() throws InterruptedException {
    lock.lockInterruptibly();
    try {
      if (sent.isEmpty()) {
        while (waiting.isEmpty()) {
          arrived.await();
        }
        gather();
        sent = takeBatch();
      }
      return sent;
    } finally {
      lock.unlock();
    }
  }

  private void gather() throws InterruptedException {
    long remaining = limits.linger().toNanos();
    while (waiting.size() < limits.batchLines() && remaining > 0) {
      remaining = batchIsFull.awaitNanos(remaining);
    }
  }

  private List<RequestLine> takeBatch() {
    List<RequestLine> batch = new ArrayList<>();
    Instant noticed = waiting.element().at();
    dropped.forEach((appId, count) ->
        batch.add(new RequestLine(nextSequence++, appId, noticed, droppedNotice(count))));
    dropped.clear();
    sentBytes = 0;
    while (!waiting.isEmpty()
        && batch.size() < limits.batchLines()
        && sentBytes < limits.batchBytes()) {
      Waiting line = waiting.remove();
      waitingBytes -= line.text().length();
      sentBytes += line.text().length();
      batch.add(new RequestLine(nextSequence++, line.appId(), line.at(), line.text()));
    }
    return List.copyOf(batch);
  }

  private static String droppedNotice(long count) {
    return "at=error code=L11 desc=\"Request lines dropped: paasd did not take them in time\" dropped="
        + count;
  }

  /** Forgets the sent lines once the last of them is taken. */
  void acknowledge(long sequence) {
    lock.lock();
    try {
      if (!sent.isEmpty() && sent.getLast().sequence() <= sequence) {
        sent = List.of();
        sentBytes = 0;
        acknowledged.signalAll();
      }
    } finally {
      lock.unlock();
    }
  }

  /** Waits until the sent lines are acknowledged. */
  void awaitAcknowledged() throws InterruptedException {
    lock.lockInterruptibly();
    try {
      while (!sent.isEmpty()) {
        acknowledged.await();
      }
    } finally {
      lock.unlock();
    }
  }

  /** The same, for a bounded time. */
  void awaitAcknowledged(Duration atMost) throws InterruptedException {
    long remaining = atMost.toNanos();
    lock.lockInterruptibly();
    try {
      while (!sent.isEmpty() && remaining > 0) {
        remaining = acknowledged.awaitNanos(remaining);
      }
    } finally {
      lock.unlock();
    }
  }

  /** Waits until every line is acknowledged, or the time is up. */
  public void awaitEmpty(Duration atMost) throws InterruptedException {
    long remaining = atMost.toNanos();
    lock.lockInterruptibly();
    try {
      while ((!sent.isEmpty() || !waiting.isEmpty()) && remaining > 0) {
        long slice = Math.min(remaining, TimeUnit.MILLISECONDS.toNanos(20));
        remaining -= slice - Math.max(0, acknowledged.awaitNanos(slice));
      }
    } finally {
      lock.unlock();
    }
  }
}
