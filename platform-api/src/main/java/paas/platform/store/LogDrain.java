package paas.platform.store;

import java.time.Instant;
import java.util.UUID;
import paas.platform.app.AppId;

/** Where an app's log is sent as it grows; the URL may hold credentials and is asked for alone. */
public record LogDrain(UUID id, AppId app, Instant createdAt) {
  private static final int TOKEN = 13; // of a uuid's characters: two of its groups

  /** What it is called in lists, logs and the requests that it makes; no secret. */
  public String token() {
    return "d." + id.toString().substring(0, TOKEN).replace("-", "");
  }
}
