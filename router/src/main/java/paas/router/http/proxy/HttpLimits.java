package paas.router.http.proxy;

import java.time.Duration;
import paas.router.http.h2.Http2Limits;

/** Every bound of the data plane. */
public record HttpLimits(
    Heads heads,
    Buffers buffers,
    Waits waits,
    Pool pool,
    Crowd crowd,
    Drips drips,
    Http2Limits http2) {
  /** However many connections are open, a client has so long to send its request. */
  private static final Duration CROWDED_IDLE = Duration.ofSeconds(5);

  public static final HttpLimits DEFAULT =
      new HttpLimits(
          Heads.DEFAULT,
          Buffers.DEFAULT,
          Waits.DEFAULT,
          Pool.DEFAULT,
          Crowd.DEFAULT,
          Drips.DEFAULT,
          Http2Limits.DEFAULT);

  /**
   * Sizes in bytes.
   *
   * @param requestLine longest request line (414)
   * @param headerLine longest header line of a request (431)
   * @param requestHeaders all header lines of a request together (431)
   * @param responseHeaders all header lines of a response together (H25)
   * @param connecting what the heads of all requests for which a connection is being made may hold
   *     together, and as much those that have not come whole, where they take more than 4 KB (H22)
   */
  public record Heads(
      int requestLine, int headerLine, int requestHeaders, int responseHeaders, long connecting) {
    public static final Heads DEFAULT = new Heads(8 << 10, 8 << 10, 64 << 10, 128 << 10, 32 << 20);
  }

  /**
   * Sizes in bytes.
   *
   * @param response what one response may be ahead of its client; then the instance waits
   * @param request what one request body may be ahead of its instance; then the client waits
   * @param total what all slow clients together may hold; above it each keeps only {@code request}
   */
  public record Buffers(int response, int request, long total) {
    public static final Buffers DEFAULT = new Buffers(1 << 20, 64 << 10, 48 << 20);
  }

  /**
   * @param connect to one endpoint (H19)
   * @param quarantine how long an endpoint that refused is passed over
   * @param news for how long after an app's last instance began to refuse its requests wait to hear
   *     whether it is gone; then it is asked once more (H21)
   * @param boot how long a request waits for an app to wake and boot (H20)
   * @param clientIdle how long a client connection may be without a complete request head
   * @param linger how long after the last byte of an unwanted request the connection is closed,
   *     where the request has not ended; how long an instance has to take the end of a tunnel whose
   *     client is gone
   * @param tick how often waits are looked at: their precision
   */
  public record Waits(
      Duration connect,
      Duration quarantine,
      Duration news,
      Duration boot,
      Duration clientIdle,
      Duration linger,
      Duration tick) {
    public static final Waits DEFAULT =
        new Waits(
            Duration.ofSeconds(5),
            Duration.ofSeconds(5),
            Duration.ofSeconds(1),
            Duration.ofSeconds(75),
            Duration.ofSeconds(60),
            Duration.ofSeconds(5),
            Duration.ofMillis(250));

    /** Each attempt to connect ends by itself, twice over; one that was lost counts as failed. */
    Duration lostConnect() {
      return connect.multipliedBy(2);
    }
  }

  /**
   * @param idle how long an upstream connection waits for its next request
   * @param fresh how long it may have waited to carry a request that cannot be sent twice, and how
   *     long those wait that are more than {@code perEndpoint}
   * @param margin how much earlier than its instance announced it is given up
   * @param perEndpoint idle connections kept per endpoint and event loop
   */
  public record Pool(Duration idle, Duration fresh, Duration margin, int perEndpoint) {
    public static final Pool DEFAULT =
        new Pool(Duration.ofSeconds(30), Duration.ofMillis(500), Duration.ofSeconds(1), 256);
  }

  /**
   * @param connections client connections at once (H22)
   * @param attempts endpoints tried for one request (H19, H21)
   * @param booting requests that wait for sleeping and booting apps (H11) and for news of an
   *     instance that refuses (H21), per event loop
   * @param bootingPerApp the same for one app; a head counts for one request per 4 KB
   */
  public record Crowd(int connections, int attempts, int booting, int bootingPerApp) {
    public static final Crowd DEFAULT = new Crowd(10_000, 11, 2_000, 500);
  }

  /**
   * How long what drips byte by byte may take in all, though it is never idle.
   *
   * @param head from the first byte of a request to the end of its head; less where most places are
   *     taken
   * @param proxyHeader from the beginning of a connection to the end of its PROXY header, where
   *     there is one
   * @param rest of a request that is answered already, once the client could have the answer
   */
  public record Drips(Duration head, Duration proxyHeader, Duration rest) {
    public static final Drips DEFAULT =
        new Drips(Duration.ofSeconds(30), Duration.ofSeconds(5), Duration.ofSeconds(30));
  }

  /**
   * Nanoseconds for which a client may be without a request while so many connections are open:
   * where more than half of the places are taken the less the more they are, so that connections
   * that nobody uses cost no newcomer its place.
   */
  long clientIdleNanos(int open) {
    long most = waits.clientIdle().toNanos();
    long places = crowd.connections();
    long left = Math.clamp(2 * (places - open), 0, places);
    long least = Math.min(most, CROWDED_IDLE.toNanos());
    return Math.max(least, most * left / places);
  }

  public HttpLimits withHeads(Heads other) {
    return new HttpLimits(other, buffers, waits, pool, crowd, drips, http2);
  }

  public HttpLimits withBuffers(Buffers other) {
    return new HttpLimits(heads, other, waits, pool, crowd, drips, http2);
  }

  public HttpLimits withWaits(Waits other) {
    return new HttpLimits(heads, buffers, other, pool, crowd, drips, http2);
  }

  public HttpLimits withPool(Pool other) {
    return new HttpLimits(heads, buffers, waits, other, crowd, drips, http2);
  }

  public HttpLimits withCrowd(Crowd other) {
    return new HttpLimits(heads, buffers, waits, pool, other, drips, http2);
  }

  public HttpLimits withDrips(Drips other) {
    return new HttpLimits(heads, buffers, waits, pool, crowd, other, http2);
  }

  public HttpLimits withHttp2(Http2Limits other) {
    return new HttpLimits(heads, buffers, waits, pool, crowd, drips, other);
  }
}
