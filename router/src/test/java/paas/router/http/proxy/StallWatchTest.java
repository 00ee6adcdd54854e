package paas.router.http.proxy;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.netty.util.concurrent.EventExecutor;
import io.netty.util.internal.ThreadExecutorMap;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.ConnectException;
import java.net.InetSocketAddress;
import java.net.Socket;
import java.time.Duration;
import java.util.ArrayDeque;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.Executor;
import java.util.concurrent.RejectedExecutionException;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.Test;
import paas.router.http.Target;

class StallWatchTest {
  private static final int PATIENCE = 3;

  /** An event loop that runs what it was given when the test says so. */
  private static final class Loop implements Executor {
    private final ArrayDeque<Runnable> tasks = new ArrayDeque<>();
    private boolean hasEnded;

    @Override
    public void execute(Runnable task) {
      if (hasEnded) {
        throw new RejectedExecutionException("its thread has ended");
      }
      tasks.add(task);
    }

    void turn() {
      while (!tasks.isEmpty()) {
        tasks.remove().run();
      }
    }
  }

  private final Loop lively = new Loop();
  private final Loop other = new Loop();
  private final StallWatch<Loop> watch = new StallWatch<>(List.of(lively, other), PATIENCE);

  @Test
  void loopThatAnswersNothingIsNamedOnceLooksEnoughWereInVain() {
    for (int look = 0; look <= PATIENCE; look++) {
      assertEquals(Optional.empty(), watch.look());
      lively.turn();
    }
    assertEquals(Optional.of(other), watch.look());
    assertEquals(1, other.tasks.size(), "it is not asked again before it has answered");
  }

  @Test
  void lateAnswerBeginsAnew() {
    for (int turns = 0; turns < 5; turns++) {
      for (int look = 0; look <= PATIENCE; look++) {
        assertEquals(Optional.empty(), watch.look());
        lively.turn();
      }
      other.turn();
    }
  }

  @Test
  void loopThatHasEndedIsNamedAtEveryLook() {
    assertEquals(Optional.empty(), watch.look());
    lively.turn();
    other.turn();
    other.hasEnded = true;
    assertEquals(Optional.of(other), watch.look());
    lively.turn();
    assertEquals(Optional.of(other), watch.look());
  }

  /** As one does that finds no memory to read into. */
  @Test
  void routerWithALoopThatHasEndedIsToldOfAndEnds() throws Exception {
    try (TestRouter router = TestRouter.open().route(new Target.Blank(TestRouter.SHOP));
        Wire client = router.connect()) {
      CompletableFuture<EventExecutor> loop = new CompletableFuture<>();
      router.witness = _ -> loop.complete(ThreadExecutorMap.currentExecutor());
      client.send("GET / HTTP/1.1\r\nHost: shop.test\r\n\r\n");
      loop.get().shutdownGracefully(0, 0, TimeUnit.SECONDS).await();
      assertEquals("gone, by an error that is told above", router.server.awaitStall());
      Thread retiring = Thread.ofVirtual().start(() -> router.server.retire(Duration.ZERO));
      assertTrue(retiring.join(Duration.ofSeconds(20)), "it ends all the same");
    }
  }

  @Test
  void routerWithALoopThatHangsEndsAndAcceptsOnNoOtherLoop() throws Exception {
    CountDownLatch hung = new CountDownLatch(1);
    CountDownLatch released = new CountDownLatch(1);
    try (TestRouter router = TestRouter.open().route(new Target.Blank(TestRouter.SHOP));
        Wire client = router.connect()) {
      router.witness =
          _ -> {
            hung.countDown();
            awaitUninterruptibly(released);
          };
      client.send("GET / HTTP/1.1\r\nHost: shop.test\r\n\r\n");
      hung.await();
      List<InetSocketAddress> listening =
          List.of(router.server.address(), router.server.tlsAddress().orElseThrow());
      Thread retiring = Thread.ofVirtual().start(() -> router.server.retire(Duration.ZERO));
      assertTrue(retiring.join(Duration.ofSeconds(20)), "it ends all the same");
      long closed = listening.stream().filter(StallWatchTest::isRefused).count();
      assertTrue(closed >= 1, "only the loop that hangs still has a socket");
    } finally {
      released.countDown();
    }
  }

  private static boolean isRefused(InetSocketAddress address) {
    try (Socket socket = new Socket()) {
      socket.connect(address, 5_000);
      return false;
    } catch (ConnectException e) {
      return true;
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  private static void awaitUninterruptibly(CountDownLatch latch) {
    try {
      latch.await();
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
    }
  }
}
