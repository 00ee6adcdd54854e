package paas.platform.deploy;

import java.util.List;
import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.function.Consumer;
import paas.platform.app.AppId;

/** Lets a pusher hear what the release phase of its app prints while it runs. */
public final class Progress {
  private final Map<AppId, List<Consumer<String>>> listeners = new ConcurrentHashMap<>();

  /** Lines reach the listener until the subscription is closed. */
  public Subscription listen(AppId app, Consumer<String> listener) {
    listeners.computeIfAbsent(app, id -> new CopyOnWriteArrayList<>()).add(listener);
    return () ->
        listeners.computeIfPresent(
            app,
            (id, all) -> {
              all.remove(listener);
              return all.isEmpty() ? null : all;
            });
  }

  void line(AppId app, String text) {
    listeners.getOrDefault(app, List.of()).forEach(listener -> listener.accept(text));
  }

  /** Ends a listener's interest; closing twice does nothing. */
  @FunctionalInterface
  public interface Subscription extends AutoCloseable {
    @Override
    void close();
  }
}
