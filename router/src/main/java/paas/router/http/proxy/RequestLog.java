package paas.router.http.proxy;

import java.time.Instant;

/** Where the proxy writes one line per request of an app; must neither block nor throw. */
@FunctionalInterface
public interface RequestLog {
  void record(String appId, Instant at, String text);
}
