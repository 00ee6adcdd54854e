package paas.platform.scaling;

import jakarta.inject.Singleton;
import java.time.Instant;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import paas.platform.app.AppId;
import paas.platform.autoscale.Requests;
import paas.platform.autoscale.Tempo;
import paas.router.control.RequestFacts;
import paas.router.control.RequestLine;

/**
 * Counts and times the requests of the apps that are autoscaled, over the last window. Others cost
 * one look-up a line. Thread-safe.
 */
@Singleton
public final class RequestMeter {
  private final Tempo tempo;
  private final Map<String, Window> windows = new ConcurrentHashMap<>();

  RequestMeter(Tempo tempo) {
    this.tempo = tempo;
  }

  /** A line of the router, and what it tells; each one once. */
  public void saw(RequestLine line, RequestFacts facts) {
    Window window = windows.get(line.appId());
    if (window != null) {
      window.add(line.at(), facts);
    }
  }

  /** From now on exactly these apps are measured. */
  void follow(Set<AppId> apps, Instant now) {
    windows.keySet().removeIf(id -> apps.stream().noneMatch(app -> app.toString().equals(id)));
    apps.forEach(
        app -> windows.computeIfAbsent(app.toString(), id -> new Window(tempo.window(), now)));
  }

  /** Empty until a whole window was seen. */
  Optional<Requests> over(AppId app, Instant now) {
    return Optional.ofNullable(windows.get(app.toString())).flatMap(window -> window.at(now));
  }

  /** When the last request that was seen ended. */
  Optional<Instant> lastAt(AppId app) {
    return Optional.ofNullable(windows.get(app.toString())).flatMap(Window::lastAt);
  }
}
