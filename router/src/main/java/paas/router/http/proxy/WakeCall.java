package paas.router.http.proxy;

/** Who is told that a sleeping app was asked for; must neither block nor throw. */
@FunctionalInterface
public interface WakeCall {
  void wake(String appId);
}
