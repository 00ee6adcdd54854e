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

/**
 * Our end of one WebSocket. Sending blocks until the bytes are with the kernel, which is the
 * back-pressure on the process; so it must not be done on an event loop.
 */
final class Wire {
  private final WebSocketSession session;
  private final Channel channel;

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

  /** Keeps proxies awake, and finds out whether the client is still there. */
  void ping() throws IOException {
    send(new PingWebSocketFrame());
  }

  private void send(WebSocketFrame frame) throws IOException {
    try {
      session.sendSync(frame);
    } catch (WebSocketSessionException e) {
      throw new IOException("the user of the run is gone", e);
    }
  }

  /** Whether to take in more of what the client sends; otherwise its own sending stalls. */
  void reading(boolean on) {
    channel.config().setAutoRead(on);
  }

  void close() {
    session.close(CloseReason.NORMAL);
  }
}
