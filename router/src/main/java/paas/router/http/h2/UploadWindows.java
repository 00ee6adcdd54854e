package paas.router.http.h2;

import io.netty.handler.codec.http2.DefaultHttp2LocalFlowController;
import io.netty.handler.codec.http2.Http2Connection;
import io.netty.handler.codec.http2.Http2Exception;
import io.netty.handler.codec.http2.Http2LocalFlowController;
import io.netty.handler.codec.http2.Http2Stream;

/**
 * How many bytes of request bodies may be on their way on one client's connection: of each stream,
 * and of all together, which grows with them, so that one upload takes no room from the others.
 */
final class UploadWindows {
  /**
   * The client is told of the connection's window once so much of it is left, where nothing waits.
   * With less, what one upload leaves lying would count as left, and keep the others waiting.
   */
  private static final float RENEWED_AT = 0.9f;

  private final Http2Connection connection;
  private final Http2Limits limits;
  private final WindowReserve reserve;
  private int grown;

  UploadWindows(Http2Connection connection, Http2Limits limits, WindowReserve reserve) {
    this.connection = connection;
    this.limits = limits;
    this.reserve = reserve;
  }

  Http2Limits limits() {
    return limits;
  }

  private Http2LocalFlowController flow() {
    return connection.local().flowController();
  }

  /** Makes that of all together as large as it is at first. */
  void raise() throws Http2Exception {
    Http2Stream whole = connection.connectionStream();
    if (flow() instanceof DefaultHttp2LocalFlowController controller) {
      controller.windowUpdateRatio(whole, RENEWED_AT);
    }
    flow().incrementWindowSize(whole, limits.connectionWindow() - flow().initialWindowSize(whole));
  }

  /**
   * These bytes were taken: the client may send as many others.
   *
   * @return whether it is told so
   */
  boolean consumed(Http2Stream stream, int bytes) throws Http2Exception {
    return flow().consumeBytes(stream, bytes);
  }

  /** Bytes that came and were not taken yet. */
  long waiting() {
    return flow().unconsumedBytes(connection.connectionStream());
  }

  /** The same of this one. */
  int waiting(Http2Stream stream) {
    return flow().unconsumedBytes(stream);
  }

  /** Whether so much lies that uploads which are taken may soon have to wait. */
  boolean fillUp() {
    return 2 * waiting() > limits.connectionWindow() + grown;
  }

  /**
   * Lets all together have so many bytes more on their way, in place of what lies.
   *
   * @return false when the connection, or all together, have grown as far as they may
   */
  boolean makeUp(int by) throws Http2Exception {
    boolean wider = grown + by <= limits.grownTogether() && reserve.takeOfHalf(by);
    if (wider) {
      grow(by);
    }
    return wider;
  }

  /** The same for this one of them, as fast as it is taken. */
  boolean widen(Http2Stream stream, int by) throws Http2Exception {
    boolean wider = grown + by <= limits.grownTogether() && reserve.take(by);
    if (wider) {
      grow(by);
      flow().incrementWindowSize(stream, by);
    }
    return wider;
  }

  private void grow(int by) throws Http2Exception {
    grown += by;
    flow().incrementWindowSize(connection.connectionStream(), by);
  }

  /** What the client was told already it keeps until it has used it up. */
  void narrow(int by) throws Http2Exception {
    grown -= by;
    reserve.giveBack(by);
    flow().incrementWindowSize(connection.connectionStream(), -by);
  }

  void narrow(Http2Stream stream, int by) throws Http2Exception {
    narrow(by);
    if (stream.state().localSideOpen() || stream.state().remoteSideOpen()) {
      flow().incrementWindowSize(stream, -by);
    }
  }
}
