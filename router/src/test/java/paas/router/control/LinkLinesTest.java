package paas.router.control;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.time.Instant;
import java.util.HashSet;
import java.util.List;
import java.util.Set;
import java.util.concurrent.BlockingQueue;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.LinkedBlockingQueue;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicInteger;
import org.junit.jupiter.api.Test;
import paas.router.http.Patience;

/** Request lines on their way to the control plane. */
class LinkLinesTest extends LinkScene {
  @Test
  void linesReachTheSinkOnceAndInOrder() throws Exception {
    BlockingQueue<RequestLine> taken = new LinkedBlockingQueue<>();
    try (Half router = new Half();
        RouterLink link = link((epoch, lines) -> taken.addAll(lines))) {
      for (int i = 1; i <= 500; i++) {
        router.spool.record("app", Instant.EPOCH, "line " + i);
      }
      for (int i = 1; i <= 500; i++) {
        RequestLine line = taken.poll(30, TimeUnit.SECONDS);
        assertEquals(new RequestLine(i, "app", Instant.EPOCH, "line " + i), line);
      }
      router.spool.awaitEmpty(SOON);
      assertTrue(taken.isEmpty());
    }
  }

  @Test
  void linesSurviveARestartOfTheControlPlaneInAnyMoment() throws Exception {
    Set<Long> taken = new HashSet<>();
    AtomicInteger calls = new AtomicInteger();
    RequestLineSink dies =
        (epoch, lines) -> {
          // Every third batch is stored and then the process dies; every other one before it.
          int call = calls.incrementAndGet();
          if (call % 3 != 1) {
            lines.forEach(line -> taken.add(line.sequence()));
          }
          if (call % 3 != 0) {
            throw new IllegalStateException("killed");
          }
        };
    try (Half router = new Half()) {
      for (int i = 1; i <= 900; i++) {
        router.spool.record("app", Instant.EPOCH, "line " + i);
      }
      for (int life = 0; life < 100 && taken.size() < 900; life++) {
        int before = calls.get();
        try (RouterLink link = link(dies)) {
          await("a batch came", () -> calls.get() > before);
        }
      }
      assertEquals(900, taken.size());
      assertTrue(taken.contains(1L) && taken.contains(900L));
    }
  }

  /** What cannot be done for want of a thread is tried again, and the link goes on. */
  @Test
  void linkOutlivesThatNoThreadCanBeStarted() throws Exception {
    BlockingQueue<RequestLine> taken = new LinkedBlockingQueue<>();
    BlockingQueue<List<String>> wakes = new LinkedBlockingQueue<>();
    AtomicInteger failures = new AtomicInteger();
    RequestLineSink sink =
        (epoch, lines) -> {
          failFirst(failures);
          taken.addAll(lines);
        };
    AtomicInteger wakeFailures = new AtomicInteger();
    WakeSink wake =
        appIds -> {
          failFirst(wakeFailures);
          wakes.add(appIds);
        };
    try (Half router = new Half();
        RouterLink link = new RouterLink(socket(), sink, wake, QUICK)) {
      link.publish(sleeping(), SOON);
      router.wakeUps.wake("id");
      assertEquals(List.of("id"), wakes.poll(30, TimeUnit.SECONDS));
      router.spool.record("app", Instant.EPOCH, "line");
      RequestLine line = taken.poll(30, TimeUnit.SECONDS);
      assertEquals(new RequestLine(1, "app", Instant.EPOCH, "line"), line);
    }
  }

  private static void failFirst(AtomicInteger calls) {
    if (calls.getAndIncrement() == 0) {
      throw new OutOfMemoryError("unable to create native thread");
    }
  }

  @Test
  void sinkThatHangsHoldsUpNeitherTablesNorDrains() throws Exception {
    CountDownLatch release = new CountDownLatch(1);
    CountDownLatch hanging = new CountDownLatch(1);
    RequestLineSink hangs =
        (epoch, lines) -> {
          hanging.countDown();
          try {
            release.await();
          } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
          }
        };
    try (Half router = new Half();
        RouterLink link = link(hangs)) {
      for (int i = 0; i < 5_000; i++) {
        router.spool.record("app", Instant.EPOCH, "line");
      }
      assertTrue(hanging.await(30, TimeUnit.SECONDS));
      assertEquals(1, link.publish(serving(endpoint(1)), SOON));
      assertTrue(link.awaitDrained(List.of(endpoint(1)), Patience.of(SOON)));
      release.countDown();
    }
  }
}
