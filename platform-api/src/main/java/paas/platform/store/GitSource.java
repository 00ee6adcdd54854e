package paas.platform.store;

import java.time.Instant;
import java.util.Optional;
import java.util.UUID;
import paas.platform.app.AppId;

/**
 * The foreign repository that an app is synced from; an empty reference is its HEAD. {@code user}
 * named it; absent once they are removed.
 */
public record GitSource(
    AppId app, String url, String reference, Optional<UUID> user, Instant updatedAt) {}
