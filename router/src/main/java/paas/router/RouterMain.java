package paas.router;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Path;
import java.time.Duration;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.CountDownLatch;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * The process {@code paas-router}: runs until SIGTERM, until its keeper has no more use for it, or
 * until a part of it hangs and the keeper has another; exit code 1 when it cannot start.
 */
public final class RouterMain {
  /** How long a router that was told to end serves on, for its keeper to start the next. */
  private static final Duration LEAVING = Duration.ofSeconds(10);

  /** The exit code where a part of the router hung. */
  private static final int STALLED = 3;

  private RouterMain() {}

  public static void main(String[] arguments) throws InterruptedException {
    if (System.getProperty("logback.configurationFile") == null) {
      System.setProperty("logback.configurationFile", "logback-router.xml");
    }
    Logger log = LoggerFactory.getLogger(RouterMain.class);
    try {
      Map<String, String> environment = System.getenv();
      RouterSettings settings =
          RouterSettings.from(
              environment,
              System.getProperty("user.name"),
              Path.of(System.getProperty("user.home")));
      long pid = ProcessHandle.current().pid();
      Router router = Router.open(settings, Succession.from(environment, pid, settings));
      Optional<Keeper> keeper = Keeper.of(environment);
      Runtime.getRuntime()
          .addShutdownHook(new Thread(() -> stop(router, keeper, log), "router-stop"));
      Thread.ofPlatform()
          .daemon()
          .name("stall-watch")
          .start(() -> watch(router, keeper.isPresent(), log));
      await(keeper);
    } catch (IOException | UncheckedIOException | IllegalArgumentException e) {
      log.error("The router cannot start: {}", e.getMessage());
      log.debug("The cause", e);
      System.exit(1);
    }
  }

  private static void await(Optional<Keeper> kept) throws InterruptedException {
    if (kept.isEmpty()) {
      new CountDownLatch(1).await();
    }
    Keeper keeper = kept.orElseThrow();
    keeper.serving();
    keeper.awaitOrder();
    System.exit(0);
  }

  /** One that hangs asks its keeper for another; without a keeper nobody would start that. */
  private static void watch(Router router, boolean kept, Logger log) {
    try {
      String where = router.awaitStall();
      log.error(
          "A thread that serves requests hangs; {}. It is {}",
          kept ? "another router takes over" : "start the router again",
          where);
      if (kept) {
        System.exit(STALLED);
      }
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
    }
  }

  private static void stop(Router router, Optional<Keeper> keeper, Logger log) {
    try {
      switch (keeper.map(asked -> asked.askToLeave(LEAVING)).orElse(Keeper.Order.STOP)) {
        case RETIRE -> {
          log.info("Retiring: another router serves, requests in flight may end");
          router.retire();
        }
        case STOP -> {
          log.info("Stopping: requests in flight may end");
          router.close();
        }
      }
    } catch (IOException e) {
      log.warn("The control socket did not close cleanly", e);
    }
  }
}
