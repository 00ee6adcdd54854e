package paas.platform;

import io.micronaut.context.ApplicationContext;
import io.micronaut.context.exceptions.BeanContextException;
import io.micronaut.runtime.server.EmbeddedServer;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.concurrent.CountDownLatch;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import paas.platform.store.StoreSettings;

/** The control plane's process. */
public final class Paasd {
  private static final Logger LOG = LoggerFactory.getLogger(Paasd.class);

  /** For all of it; bin/lib/supervise kills after 25 s, systemd after 30. */
  private static final Duration STOPPING = Duration.ofSeconds(20);

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
    // Whatever is wrong with the settings shows before anything answers.
    Startup startup = context.getBean(Startup.class);
    EmbeddedServer server = context.getBean(EmbeddedServer.class).start();
    LOG.info("API at {}", server.getURL());
    startup.run();
    ready(home);
    new CountDownLatch(1).await();
  }

  /** For {@code bin/up}: this process has started, not only begun to answer. */
  private static void ready(Path home) {
    try {
      Path file = Files.createDirectories(home.resolve("run")).resolve("paasd.ready");
      Files.writeString(file, ProcessHandle.current().pid() + "\n");
    } catch (IOException e) {
      LOG.warn("Nobody can be told that paasd is ready", e);
    }
  }

  private static void stop(ApplicationContext context, HomeLock lock) {
    if (!endsWithin(STOPPING, context::close)) {
      LOG.warn(
          "Not all ended within {} s: the rest ends as in a kill, and the next start goes on with"
              + " it",
          STOPPING.toSeconds());
    }
    lock.close();
  }

  /** Each part takes bounded time to end, but they do so one after the other. */
  static boolean endsWithin(Duration atMost, Runnable end) {
    try {
      return Thread.ofPlatform().daemon().name("end").start(end).join(atMost);
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
      return false;
    }
  }

  /**
   * The messages of all causes, outermost first, each once; not what dependency injection puts
   * around them.
   */
  static String causes(Throwable failure) {
    Throwable first = failure;
    while (first instanceof BeanContextException && first.getCause() != null) {
      first = first.getCause();
    }
    StringBuilder text = new StringBuilder(String.valueOf(first.getMessage()));
    for (Throwable cause = first.getCause(); cause != null; cause = cause.getCause()) {
      String message = String.valueOf(cause.getMessage());
      if (text.indexOf(message) < 0) {
        text.append(" — ").append(message);
      }
    }
    return text.toString();
  }
}
