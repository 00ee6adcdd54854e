package paas.router.http.h2;

import io.netty.handler.codec.http2.DefaultHttp2WindowUpdateFrame;
import io.netty.handler.codec.http2.Http2Connection;
import io.netty.handler.codec.http2.Http2WindowUpdateFrame;

/** What all responses of one connection to an instance may be ahead of their clients. */
public final class ConnectionWindow {
  private ConnectionWindow() {}

  /** The frame that makes the window this large; the codec has raised it a part of the way. */
  public static Http2WindowUpdateFrame raise(Http2Connection connection, int bytes) {
    int present =
        connection.local().flowController().initialWindowSize(connection.connectionStream());
    return new DefaultHttp2WindowUpdateFrame(Math.max(1, bytes - present));
  }
}
