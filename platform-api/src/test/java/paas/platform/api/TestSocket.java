package paas.platform.api;

import static java.nio.charset.StandardCharsets.UTF_8;

import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.WebSocket;
import java.nio.ByteBuffer;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionStage;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;

/** The client's end of an attached run. */
final class TestSocket implements WebSocket.Listener {
  private static final int PATIENCE = 30;

  private final List<String> received = new ArrayList<>();
  private final StringBuilder text = new StringBuilder();
  private final CompletableFuture<Void> closed = new CompletableFuture<>();
  private CompletableFuture<WebSocket> sending = new CompletableFuture<>();
  private long bytes;
  private boolean continued;
  private volatile boolean paused;

  static TestSocket open(HttpClient http, URI url) throws InterruptedException, ExecutionException {
    TestSocket socket = new TestSocket();
    socket.sending.complete(http.newWebSocketBuilder().buildAsync(url, socket).get());
    return socket;
  }

  void data(String data) throws Exception {
    send(frame(data.getBytes(UTF_8)));
  }

  void text(String json) throws Exception {
    sending = sending.thenCompose(socket -> socket.sendText(json, true));
    flushed();
  }

  private void send(ByteBuffer frame) throws Exception {
    sending = sending.thenCompose(socket -> socket.sendBinary(frame, true));
    flushed();
  }

  /** Sends a block; false when it was not taken within two seconds, and waits. */
  boolean offer(byte[] block) throws Exception {
    sending = sending.thenCompose(socket -> socket.sendBinary(frame(block), true));
    try {
      sending.get(2, TimeUnit.SECONDS);
      return true;
    } catch (TimeoutException held) {
      return false;
    }
  }

  void flushed() throws Exception {
    sending.get(PATIENCE, TimeUnit.SECONDS);
  }

  private static ByteBuffer frame(byte[] data) {
    return ByteBuffer.allocate(data.length + 1).put((byte) 0).put(data).flip();
  }

  void abort() {
    sending.join().abort();
  }

  void pause() {
    paused = true;
  }

  void resume() {
    paused = false;
    sending.join().request(1);
  }

  /** Every message up to the end: data as {@code stream:text}. */
  List<String> all() throws Exception {
    closed.get(PATIENCE, TimeUnit.SECONDS);
    return received;
  }

  /** How much data came, up to the end. */
  long bytes() throws Exception {
    closed.get(PATIENCE, TimeUnit.SECONDS);
    return bytes;
  }

  @Override
  public CompletionStage<?> onBinary(WebSocket socket, ByteBuffer data, boolean last) {
    bytes += data.remaining() - (continued ? 0 : 1);
    continued = !last;
    if (data.remaining() < 1_000) {
      byte[] copy = new byte[data.remaining()];
      data.get(copy);
      received.add(copy[0] + ":" + new String(copy, 1, copy.length - 1, UTF_8));
    }
    return more(socket);
  }

  @Override
  public CompletionStage<?> onText(WebSocket socket, CharSequence data, boolean last) {
    text.append(data);
    if (last) {
      received.add(text.toString());
      text.setLength(0);
    }
    return more(socket);
  }

  private CompletionStage<?> more(WebSocket socket) {
    if (!paused) {
      socket.request(1);
    }
    return CompletableFuture.completedStage(null);
  }

  @Override
  public CompletionStage<?> onClose(WebSocket socket, int status, String reason) {
    received.add("close " + status);
    closed.complete(null);
    return CompletableFuture.completedStage(null);
  }

  @Override
  public void onError(WebSocket socket, Throwable error) {
    received.add("error " + error);
    closed.complete(null);
  }
}
