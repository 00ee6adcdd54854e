package paas.platform.store;

import java.time.Instant;
import java.util.Optional;
import java.util.UUID;

/** An API token, without its secret, which nobody can read again. */
public record Token(
    UUID id, UUID user, String description, Instant createdAt, Optional<Instant> expiresAt) {

  public boolean validAt(Instant now) {
    return expiresAt.map(now::isBefore).orElse(true);
  }
}
