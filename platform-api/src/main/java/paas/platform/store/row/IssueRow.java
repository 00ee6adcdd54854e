package paas.platform.store.row;

import io.micronaut.data.annotation.Id;
import io.micronaut.data.annotation.MappedEntity;
import java.time.Instant;
import java.util.UUID;

/** A row of {@code certificate_orders}. */
@MappedEntity("certificate_orders")
public record IssueRow(
    @Id UUID id,
    UUID app,
    String hostname,
    String state,
    String reason,
    int attempts,
    Instant nextAt,
    Instant updatedAt,
    String directory) {}
