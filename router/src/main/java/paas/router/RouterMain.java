package paas.router;

import java.io.IOException;
import java.nio.file.Path;
import java.util.concurrent.CountDownLatch;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** The process {@code paas-router}: runs until SIGTERM; exit code 1 when it cannot start. */
public final class RouterMain {
  private RouterMain() {}

  public static void main(String[] arguments) throws InterruptedException {
    if (System.getProperty("logback.configurationFile") == null) {
      System.setProperty("logback.configurationFile", "logback-router.xml");
    }
    Logger log = LoggerFactory.getLogger(RouterMain.class);
    try {
      RouterSettings settings =
          RouterSettings.from(
              System.getenv(),
              System.getProperty("user.name"),
              Path.of(System.getProperty("user.home")));
      Router router = Router.open(settings);
      Runtime.getRuntime().addShutdownHook(new Thread(() -> stop(router, log), "router-stop"));
      new CountDownLatch(1).await();
    } catch (IOException | IllegalArgumentException e) {
      log.error("The router cannot start: {}", e.getMessage());
      log.debug("The cause", e);
      System.exit(1);
    }
  }

  private static void stop(Router router, Logger log) {
    try {
      log.info("Stopping: requests in flight may end");
      router.close();
    } catch (IOException e) {
      log.warn("The control socket did not close cleanly", e);
    }
  }
}
