package paas.platform.store.row;

import io.micronaut.data.annotation.Id;
import io.micronaut.data.annotation.MappedEntity;
import java.time.Instant;
import java.util.UUID;

/** A row of {@code builds}. */
@MappedEntity("builds")
public record BuildRow(
    @Id UUID id,
    UUID app,
    String sourceCommit,
    String madeBy,
    String status,
    long releaseVersion,
    String failure,
    Instant createdAt,
    Instant updatedAt,
    String builder,
    String buildpacks,
    String memory,
    String exposed,
    String healthCheck) {}
