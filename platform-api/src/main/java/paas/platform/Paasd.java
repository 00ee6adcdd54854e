package paas.platform;

import io.micronaut.context.ApplicationContext;
import io.micronaut.runtime.server.EmbeddedServer;
import java.nio.file.Path;
import java.util.concurrent.CountDownLatch;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import paas.platform.store.StoreSettings;

/** The control plane's process. */
public final class Paasd {
  private static final Logger LOG = LoggerFactory.getLogger(Paasd.class);

  private Paasd() {}

  /** Takes its settings from the environment (docs/ARCHITECTURE.md); ends on SIGTERM. */
  public static void main(String[] arguments) throws InterruptedException {
    try {
      run();
    } catch (RuntimeException e) {
      LOG.error("paasd cannot start: {}", causes(e));
      LOG.debug("In full:", e);
      System.exit(1);
    }
  }

  private static void run() throws InterruptedException {
    ApplicationContext context = ApplicationContext.builder().start();
    Path home = context.getBean(StoreSettings.class).home();
    HomeLock lock = HomeLock.take(home);
    Runtime.getRuntime().addShutdownHook(new Thread(() -> stop(context, lock), "shutdown"));
    context.getBean(FirstAdmin.class).ensure();
    context.getBean(WallWatch.class).start();
    EmbeddedServer server = context.getBean(EmbeddedServer.class).start();
    LOG.info("API at {}", server.getURL());
    context.getBean(Startup.class).run();
    new CountDownLatch(1).await();
  }

  private static void stop(ApplicationContext context, HomeLock lock) {
    context.close();
    lock.close();
  }

  /** The messages of all causes, outermost first, each once. */
  static String causes(Throwable failure) {
    StringBuilder text = new StringBuilder(String.valueOf(failure.getMessage()));
    for (Throwable cause = failure.getCause(); cause != null; cause = cause.getCause()) {
      String message = String.valueOf(cause.getMessage());
      if (text.indexOf(message) < 0) {
        text.append(" — ").append(message);
      }
    }
    return text.toString();
  }
}
