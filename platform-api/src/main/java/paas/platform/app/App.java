package paas.platform.app;

import java.time.Instant;
import java.util.UUID;

/** One app. {@code owner} is a user's id. */
public record App(
    AppId id,
    AppName name,
    UUID owner,
    AppSettings settings,
    Instant createdAt,
    Instant updatedAt) {

  public App with(AppSettings changed, Instant at) {
    return new App(id, name, owner, changed, createdAt, at);
  }

  public App renamed(AppName newName, Instant at) {
    return new App(id, newName, owner, settings, createdAt, at);
  }
}
