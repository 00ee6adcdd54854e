package paas.platform.store.row;

import io.micronaut.data.annotation.Id;
import io.micronaut.data.annotation.MappedEntity;
import java.time.Instant;
import java.util.UUID;

/** A row of {@code domains}. */
@MappedEntity("domains")
public record DomainRow(@Id UUID id, UUID app, String hostname, Instant createdAt) {}
