package paas.platform.api.runs;

import io.micronaut.websocket.CloseReason;
import io.micronaut.websocket.WebSocketSession;
import io.micronaut.websocket.exceptions.WebSocketSessionException;
import io.netty.buffer.Unpooled;
import io.netty.channel.Channel;
import io.netty.handler.codec.http.websocketx.BinaryWebSocketFrame;
import io.netty.handler.codec.http.websocketx.PingWebSocketFrame;
import io.netty.handler.codec.http.websocketx.TextWebSocketFrame;
import io.netty.handler.codec.http.websocketx.WebSocketFrame;
import java.io.IOException;
import java.util.Optional;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.TimeUnit;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Our end of one WebSocket. Sending blocks until the bytes are with the kernel, which is the
 * back-pressure on the process; so it must not be done on an event loop.
 */
final class Wire {
  /** How long a client may take over why it is shown out. */
  private static final int CUT_SECONDS = 5;

  private static final Logger LOG = LoggerFactory.getLogger(Wire.class);

  private final WebSocketSession session;
  private final Channel channel;
  private CompletableFuture<?> pinged = CompletableFuture.completedFuture(""); // one thread's alone

  Wire(WebSocketSession session, Channel channel) {
    this.session = session;
    this.channel = channel;
  }

  void data(int stream, byte[] bytes) throws IOException {
    send(new BinaryWebSocketFrame(Unpooled.wrappedBuffer(new byte[] {(byte) stream}, bytes)));
  }

  void control(Control control) throws IOException {
    send(new TextWebSocketFrame(control.json()));
  }

  /**
   * Keeps proxies awake, and finds out whether the client is still there. Returns at once: behind
   * output that a client does not read, a ping may wait for ever. From one thread.
   */
  void ping() throws IOException {
    if (pinged.isCompletedExceptionally()) {
      throw gone(pinged.exceptionNow());
    }
    if (pinged.isDone()) {
      pinged = sent(new PingWebSocketFrame());
    }
  }

  private CompletableFuture<?> sent(WebSocketFrame frame) throws IOException {
    try {
      return session.sendAsync(frame);
    } catch (WebSocketSessionException e) {
      throw gone(e);
    }
  }

  private void send(WebSocketFrame frame) throws IOException {
    try {
      session.sendSync(frame);
    } catch (WebSocketSessionException e) {
      throw gone(e);
    }
  }

  private static IOException gone(Throwable cause) {
    return new IOException("the user of the run is gone", cause);
  }

  /**
   * Closes with these last words, and cuts off a client that does not take them: what waits for it
   * fails then. Returns at once.
   */
  void showOut(Optional<Control> last) {
    try {
      if (last.isPresent()) {
        sent(new TextWebSocketFrame(last.get().json()));
      }
    } catch (IOException e) {
      LOG.debug("A client that is shown out is gone already", e);
    }
    close();
    channel.eventLoop().schedule(() -> channel.close(), CUT_SECONDS, TimeUnit.SECONDS);
  }

  /** Whether to take in more of what the client sends; otherwise its own sending stalls. */
  void reading(boolean on) {
    channel.config().setAutoRead(on);
  }

  void close() {
    session.close(CloseReason.NORMAL);
  }
}
