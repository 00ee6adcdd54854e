package paas.router.http.h2;

import java.time.Duration;

/**
 * Every bound of one HTTP/2 connection, of a client or to an instance.
 *
 * @param streams requests at once (SETTINGS_MAX_CONCURRENT_STREAMS)
 * @param streamWindow bytes of one request's body that may be on their way unasked
 * @param connectionWindow the same of all requests together
 * @param largestWindow what {@code streamWindow} may grow to while the body is taken as it comes
 * @param grownTogether what the windows of one connection's requests may have grown by together
 * @param grownOfAll the same of all connections; what of it no instance takes counts among what
 *     slow clients hold
 * @param headerList all fields of a request, each with 32 bytes on top (431)
 * @param resets requests that a client may take back in {@code resetsIn}
 * @param resetsOfOurs requests that the router may cut short in the same time, whoever is to blame
 * @param idleFrames frames that ask for nothing, at once; each request and each piece of a response
 *     allows for one more
 * @param idleFramesPerSecond how fast they are forgiven
 * @param emptyData DATA frames without data in a row
 * @param smallContinuations CONTINUATION frames in a row that carry next to nothing
 * @param instanceWindow bytes of one response that may be on their way to a client that is behind
 * @param instanceStreams requests at once on one connection to an instance
 */
public record Http2Limits(
    int streams,
    int streamWindow,
    int connectionWindow,
    int largestWindow,
    int grownTogether,
    long grownOfAll,
    int headerList,
    int resets,
    int resetsOfOurs,
    Duration resetsIn,
    int idleFrames,
    int idleFramesPerSecond,
    int emptyData,
    int smallContinuations,
    int instanceWindow,
    int instanceStreams) {
  public static final Http2Limits DEFAULT =
      new Http2Limits(
          100,
          256 << 10,
          1 << 20,
          4 << 20,
          4 << 20,
          24 << 20,
          72 << 10,
          200,
          1_000,
          Duration.ofSeconds(30),
          1_000,
          100,
          10,
          16,
          64 << 10,
          100);
}
