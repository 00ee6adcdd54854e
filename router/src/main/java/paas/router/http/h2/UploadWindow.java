package paas.router.http.h2;

import io.netty.handler.codec.http2.DefaultHttp2WindowUpdateFrame;
import io.netty.handler.codec.http2.Http2Connection;
import io.netty.handler.codec.http2.Http2LocalFlowController;
import io.netty.handler.codec.http2.Http2WindowUpdateFrame;

/** What all request bodies of one connection together may be ahead of their instances. */
public final class UploadWindow {
  private final Http2Connection connection;

  public UploadWindow(Http2Connection connection) {
    this.connection = connection;
  }

  private Http2LocalFlowController flow() {
    return connection.local().flowController();
  }

  /** The frame that makes the window this large; the codec has raised it a part of the way. */
  public Http2WindowUpdateFrame raiseTo(int bytes) {
    int present = flow().initialWindowSize(connection.connectionStream());
    return new DefaultHttp2WindowUpdateFrame(Math.max(1, bytes - present));
  }

  /** Bytes that came and were not yet taken by an instance. */
  public long waiting() {
    return flow().unconsumedBytes(connection.connectionStream());
  }
}
