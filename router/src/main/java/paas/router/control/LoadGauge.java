package paas.router.control;

import java.util.List;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.TimeoutException;
import paas.router.http.RouteLoad;

/** Where the control socket asks what the requests do at this moment. */
@FunctionalInterface
public interface LoadGauge {
  /**
   * By route, the busiest first; blocks for a bounded time.
   *
   * @param appId whose; empty for those of all apps
   * @throws TimeoutException when the event loops do not answer in time
   */
  List<RouteLoad> of(String appId)
      throws InterruptedException, ExecutionException, TimeoutException;
}
