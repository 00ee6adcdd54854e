package paas.platform.store;

import java.time.Instant;
import java.util.UUID;
import paas.platform.app.AppId;

/** Where an app's log is sent as it grows; the URL may hold credentials and is asked for alone. */
public record LogDrain(UUID id, AppId app, Instant createdAt) {
  /** What it is called in logs, and in the messages that it sends; no secret. */
  public String token() {
    return "d." + id;
  }
}
