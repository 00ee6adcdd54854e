package paas.platform.store;

import java.time.Instant;
import java.util.UUID;

/** A user's account at a git host; its secret is asked for alone. */
public record GitCredential(UUID id, String host, String username, Instant createdAt) {}
