package paas.platform.scaling;

import jakarta.inject.Singleton;
import java.time.Duration;
import java.util.HashSet;
import java.util.List;
import java.util.Set;
import java.util.concurrent.BlockingQueue;
import java.util.concurrent.LinkedBlockingQueue;
import java.util.concurrent.TimeUnit;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import paas.router.control.WakeSink;

/**
 * The router's calls to wake apps, until they are answered. Bounded: what finds no place is called
 * again by the router a second later.
 */
@Singleton
public final class WakeCalls implements WakeSink {
  private static final Logger LOG = LoggerFactory.getLogger(WakeCalls.class);
  private static final int MOST = 10_000;

  /** In place of an id. */
  private static final String NOBODY = "";

  private final BlockingQueue<String> calls = new LinkedBlockingQueue<>(MOST);

  @Override
  public void wake(List<String> appIds) {
    for (String id : appIds) {
      if (!calls.offer(id)) {
        LOG.debug("The call to wake {} has to come again", id);
      }
    }
  }

  /**
   * The ids of those that are asked for; none when time is up before there is one, or somebody is
   * to look up.
   */
  Set<String> await(Duration atMost) throws InterruptedException {
    Set<String> ids = new HashSet<>();
    String first = calls.poll(atMost.toNanos(), TimeUnit.NANOSECONDS);
    if (first != null) {
      ids.add(first);
      calls.drainTo(ids);
    }
    ids.remove(NOBODY);
    return ids;
  }

  /** Whoever waits, or comes next, does not wait for a call. */
  void rouse() {
    if (!calls.offer(NOBODY)) {
      LOG.debug("There are calls enough to be roused by");
    }
  }
}
