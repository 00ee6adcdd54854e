package paas.platform.store;

import java.nio.file.Path;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import paas.platform.app.AppId;
import paas.platform.config.ConfigKey;
import paas.platform.release.Release;

/** A process that records releases and says which are acknowledged, until it is killed. */
final class KilledWriter {
  static final ConfigKey KEY = new ConfigKey("N");
  private static final int WRITERS = 4;
  private static final int AT_MOST_EACH = 5_000;

  private KilledWriter() {}

  public static void main(String[] arguments) {
    Stores stores = Stores.open(Path.of(arguments[0]), "");
    AppId app = stores.newApp().id();
    say("app " + app);
    try (ExecutorService writers = Executors.newFixedThreadPool(WRITERS)) {
      for (int writer = 0; writer < WRITERS; writer++) {
        String name = "writer" + writer + "-";
        writers.execute(() -> {
          for (int i = 0; i < AT_MOST_EACH; i++) {
            write(stores, app, name + i);
          }
        });
      }
    }
  }

  private static void write(Stores stores, AppId app, String value) {
    Release release =
        stores.releases.record(
            app,
            new ReleaseDraft.ConfigChange(Map.of(KEY, Optional.of(value)), "me", "Set N"),
            Stores.NOW);
    say("ack " + release.version().number() + " " + value);
  }

  private static synchronized void say(String line) {
    System.out.println(line);
    System.out.flush();
  }
}
