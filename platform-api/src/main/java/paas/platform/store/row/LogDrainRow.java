package paas.platform.store.row;

import io.micronaut.data.annotation.Id;
import io.micronaut.data.annotation.MappedEntity;
import java.time.Instant;
import java.util.UUID;

/** A row of {@code log_drains}. */
@MappedEntity("log_drains")
public record LogDrainRow(@Id UUID id, UUID app, byte[] url, Instant createdAt) {}
