package paas.router.control;

import java.io.IOException;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;
import java.util.concurrent.atomic.AtomicLong;
import java.util.function.Consumer;
import paas.router.http.RouteLoad;

/** What a router was asked of its requests and has not answered yet. Thread-safe. */
final class LoadQuestions {
  private final AtomicLong next = new AtomicLong();
  private final Map<Long, CompletableFuture<List<RouteLoad>>> open = new ConcurrentHashMap<>();

  /** The answer; empty when there is none in time, or the connection ends before. */
  Optional<List<RouteLoad>> ask(Consumer<Frame> tell, String appId, Duration atMost) {
    long id = next.incrementAndGet();
    CompletableFuture<List<RouteLoad>> answer = new CompletableFuture<>();
    open.put(id, answer);
    try {
      tell.accept(new Frame.AskLoad(id, appId));
      return Optional.of(answer.get(atMost.toMillis(), TimeUnit.MILLISECONDS));
    } catch (TimeoutException | ExecutionException e) {
      return Optional.empty();
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
      return Optional.empty();
    } finally {
      open.remove(id);
    }
  }

  void answered(Frame.Load load) {
    Optional.ofNullable(open.get(load.id())).ifPresent(answer -> answer.complete(load.routes()));
  }

  /** The connection ended: nobody answers any more. */
  void abandon() {
    IOException ended = new IOException("the connection ended");
    open.values().forEach(answer -> answer.completeExceptionally(ended));
  }
}
