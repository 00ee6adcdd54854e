package paas.runner.capture;

import java.util.List;
import paas.runner.InstanceId;

/** Takes what was captured, and remembers the position together with it. */
@FunctionalInterface
public interface CaptureSink {

  /**
   * Takes one batch; returning means that it is stored. Calls for one instance come one after the
   * other and in order, for different instances at the same time. Blocking slows only the reading
   * of this instance, never the instance. After an exception the same batch is offered again.
   *
   * @param positionAfter at most 128 characters; given to {@link OutputCapture#follow} later,
   *     reading goes on right after these lines
   * @param lines may be empty when there is a gap; bounded by {@link CaptureLimits#chunkBytes}
   * @param gapBefore what is missing between the batch before and this one
   */
  void accept(InstanceId instance, String positionAfter, List<CapturedLine> lines, Gap gapBefore);
}
