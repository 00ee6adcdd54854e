package paas.router.control;

import java.util.List;

/** Where the control plane takes the router's request lines. */
@FunctionalInterface
public interface RequestLineSink {
  /**
   * Takes lines in order of their sequence. Returning acknowledges them; throwing makes the router
   * send them again later, and a crash before the acknowledgement does too, so that lines may come
   * twice: epoch and sequence tell. Called from one thread at a time; may block, which fills the
   * router's bounded spool but never delays a request.
   *
   * @param epoch names one life of the router; sequences start over with it
   */
  void accept(String epoch, List<RequestLine> lines);
}
