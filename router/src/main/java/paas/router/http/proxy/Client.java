package paas.router.http.proxy;

import org.jspecify.annotations.Nullable;

/**
 * The client of one exchange, as the exchange sees it: an HTTP/1.1 connection, or a stream of an
 * HTTP/2 connection. Used on the event loop only.
 */
interface Client {
  /** Whether a request for this host may come over this connection. */
  boolean admits(String host);

  /** What the client showed of itself in the handshake; null where it was not asked. */
  @Nullable Presented presented();

  /** What a response for this host is to say of HTTPS; empty for nothing. */
  CharSequence strictTransport(String host);

  /** Where the response goes. */
  ResponseWriter writer();

  /** Sends on what was written. */
  void flush();

  /** Stops the request's body; what is on its way still comes. */
  void pauseReading();

  void resumeReading();

  /** From here on the client's bytes are passed as they are. */
  void becomeTunnel();

  /** Whether the bytes that wait for the client are few enough for it to be given more. */
  boolean isWritable();

  /**
   * Whether more of a response may be written now. When all clients together hold too much, each
   * may hold only its share.
   */
  boolean takesMore();

  /** Runs the task once all that was written is taken, which may be at once. */
  void whenAllTaken(Runnable task);

  /** Whether bytes wait for the client, and it took some since the last call. */
  boolean catchesUp();

  /** Whether bytes wait for the client to take them. */
  boolean isBehind();

  /** The exchange is over; its answer is written. */
  void answered(boolean keepOpen);

  /**
   * Ends the response at once; what was not written is lost, which tells the client that it is cut.
   *
   * @param then runs once the connection is closed, or the reset of a stream is on its way
   */
  void cutOff(Runnable then);

  /** The end of a tunnel: writes what is left, then closes. */
  void closeAfterFlush();
}
