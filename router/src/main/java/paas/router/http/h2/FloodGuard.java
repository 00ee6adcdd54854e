package paas.router.http.h2;

import io.netty.handler.codec.http2.Http2Error;
import io.netty.handler.codec.http2.Http2Exception;
import java.util.concurrent.TimeUnit;
import java.util.function.LongSupplier;

/**
 * Counts, for one connection, the frames that cost work and ask for nothing: SETTINGS, PING,
 * PRIORITY, unknown ones, tiny DATA and WINDOW_UPDATE. Whoever sends more of them than requests and
 * time allow for is sent away with ENHANCE_YOUR_CALM.
 */
public final class FloodGuard {
  /** Bytes of data or window below which a frame counts as a waste. */
  static final int SMALL = 64;

  private final int most;
  private final long nanosPerFrame;
  private final LongSupplier nanoTime;
  private int left;
  private long forgivenAt;

  public FloodGuard(Http2Limits limits, LongSupplier nanoTime) {
    this.most = limits.idleFrames();
    this.nanosPerFrame = TimeUnit.SECONDS.toNanos(1) / limits.idleFramesPerSecond();
    this.nanoTime = nanoTime;
    this.left = most;
    this.forgivenAt = nanoTime.getAsLong();
  }

  /** Something useful passed, in either direction. */
  public void earn() {
    left = Math.min(most, left + 1);
  }

  void spend() throws Http2Exception {
    if (left == 0) {
      forgive();
    }
    if (left == 0) {
      throw Http2Exception.connectionError(
          Http2Error.ENHANCE_YOUR_CALM, "More than %d frames that ask for nothing", most);
    }
    left--;
  }

  private void forgive() {
    long frames = (nanoTime.getAsLong() - forgivenAt) / nanosPerFrame;
    left = (int) Math.min(most, frames);
    forgivenAt += frames * nanosPerFrame;
  }
}
