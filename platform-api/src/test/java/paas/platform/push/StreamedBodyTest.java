package paas.platform.push;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertInstanceOf;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.io.IOException;
import java.util.concurrent.BlockingQueue;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.LinkedBlockingQueue;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicInteger;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.reactivestreams.Subscriber;
import org.reactivestreams.Subscription;

@Timeout(30)
class StreamedBodyTest {
  private final AtomicInteger gone = new AtomicInteger();
  private final StreamedBody body = new StreamedBody(gone::incrementAndGet);
  private final Client client = new Client();

  private static CompletableFuture<Void> inBackground(Action action) {
    CompletableFuture<Void> done = new CompletableFuture<>();
    Thread.ofVirtual()
        .start(() -> {
          try {
            action.run();
            done.complete(null);
          } catch (IOException | RuntimeException e) {
            done.completeExceptionally(e);
          }
        });
    return done;
  }

  private CompletableFuture<Void> writes(String... texts) {
    return inBackground(() -> {
      for (String text : texts) {
        body.write(text.getBytes(UTF_8));
      }
    });
  }

  private interface Action {
    void run() throws IOException;
  }

  @Test
  void aWriteWaitsUntilTheClientAsksForMore() throws Exception {
    CompletableFuture<Void> written = writes("one", "two");
    body.subscribe(client);
    client.asked().request(1);
    assertEquals("one", client.next());
    assertFalse(written.isDone());
    assertTrue(client.heard.isEmpty());
    client.asked().request(1);
    assertEquals("two", client.next());
    written.get();
  }

  @Test
  void unboundedDemandIsNeverUsedUp() throws Exception {
    body.subscribe(client);
    client.asked().request(Long.MAX_VALUE);
    client.asked().request(Long.MAX_VALUE);
    body.write("one".getBytes(UTF_8));
    body.write('2');
    assertEquals("one", client.next());
    assertEquals("2", client.next());
  }

  @Test
  void whatIsWrittenIsACopy() throws Exception {
    body.subscribe(client);
    client.asked().request(2);
    byte[] buffer = "xxonexx".getBytes(UTF_8);
    body.write(buffer, 2, 3);
    buffer[2] = 'X';
    assertEquals("one", client.next());
  }

  @Test
  void closingEndsTheBodyOnce() throws Exception {
    body.subscribe(client);
    client.asked().request(1);
    body.write("last".getBytes(UTF_8));
    body.close();
    body.close();
    assertEquals("last", client.next());
    assertEquals("(end)", client.next());
    assertTrue(client.heard.isEmpty());
  }

  @Test
  void aBodyThatWasClosedBeforeAnyoneReadItIsEmpty() throws Exception {
    body.close();
    body.subscribe(client);
    assertEquals("(end)", client.next());
    assertTrue(client.heard.isEmpty());
  }

  @Test
  void aClientWhoLeavesIsToldOfOnceAndWritesFail() throws Exception {
    body.subscribe(client);
    CompletableFuture<Void> waiting = writes("never taken");
    client.asked().cancel();
    client.asked().cancel();
    ExecutionException failure = assertThrows(ExecutionException.class, waiting::get);
    assertInstanceOf(IOException.class, failure.getCause());
    assertThrows(IOException.class, () -> body.write('x'));
    body.close();
    assertEquals(1, gone.get());
    assertTrue(client.heard.isEmpty());
  }

  @Test
  void leavingAfterTheEndIsNoLeaving() {
    body.subscribe(client);
    body.close();
    client.asked().cancel();
    assertEquals(0, gone.get());
  }

  @Test
  void aWriteAfterTheEndFails() {
    body.subscribe(client);
    body.close();
    assertThrows(IOException.class, () -> body.write('x'));
  }

  /** Remembers what it is handed; asks for nothing by itself. */
  private static final class Client implements Subscriber<byte[]> {
    final BlockingQueue<String> heard = new LinkedBlockingQueue<>();
    private final CompletableFuture<Subscription> subscription = new CompletableFuture<>();

    Subscription asked() {
      return subscription.join();
    }

    String next() throws InterruptedException {
      String text = heard.poll(20, TimeUnit.SECONDS);
      return text == null ? "(nothing)" : text;
    }

    @Override
    public void onSubscribe(Subscription given) {
      subscription.complete(given);
    }

    @Override
    public void onNext(byte[] bytes) {
      heard.add(new String(bytes, UTF_8));
    }

    @Override
    public void onError(Throwable failure) {
      heard.add("(error)");
    }

    @Override
    public void onComplete() {
      heard.add("(end)");
    }
  }
}
