package paas.platform.app;

import java.time.Instant;
import java.util.UUID;

/** A custom hostname that belongs to one app. */
public record Domain(UUID id, AppId app, DomainName hostname, Instant createdAt) {}
