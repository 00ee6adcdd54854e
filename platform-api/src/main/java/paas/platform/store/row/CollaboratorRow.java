package paas.platform.store.row;

import io.micronaut.data.annotation.Id;
import io.micronaut.data.annotation.MappedEntity;
import java.time.Instant;
import java.util.UUID;

/** A row of {@code collaborators}. */
@MappedEntity("collaborators")
public record CollaboratorRow(@Id UUID id, UUID app, UUID userId, Instant addedAt) {}
