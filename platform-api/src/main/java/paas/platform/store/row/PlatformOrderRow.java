package paas.platform.store.row;

import io.micronaut.data.annotation.Id;
import io.micronaut.data.annotation.MappedEntity;
import java.time.Instant;
import java.util.UUID;

/** A row of {@code platform_orders}. */
@MappedEntity("platform_orders")
public record PlatformOrderRow(
    @Id UUID id,
    String hostname,
    String directory,
    String state,
    String reason,
    int attempts,
    Instant nextAt,
    Instant updatedAt) {}
