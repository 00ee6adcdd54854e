package paas.platform.store;

import java.time.Instant;
import java.util.UUID;
import paas.platform.app.AppId;

/**
 * The foreign repository that an app is synced from; an empty reference is its HEAD. It is read
 * with the credentials of {@code user}, who named it.
 */
public record GitSource(AppId app, String url, String reference, UUID user, Instant updatedAt) {}
