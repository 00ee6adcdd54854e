package paas.platform.store.row;

import io.micronaut.data.annotation.Id;
import io.micronaut.data.annotation.MappedEntity;
import java.time.Instant;
import java.util.UUID;
import org.jspecify.annotations.Nullable;

/** A row of {@code tokens}. */
@MappedEntity("tokens")
public record TokenRow(
    @Id UUID id,
    UUID userId,
    String hash,
    String description,
    Instant createdAt,
    @Nullable Instant expiresAt) {}
