package paas.platform.cert;

import java.time.Instant;
import java.util.UUID;
import paas.platform.app.AppId;

/**
 * A certificate of an app.
 *
 * @param name unique within the app
 * @param automatic whether the platform had it issued
 */
public record StoredCertificate(
    UUID id,
    AppId app,
    String name,
    boolean automatic,
    KeyedChain keyed,
    Instant createdAt,
    Instant updatedAt) {}
