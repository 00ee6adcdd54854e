package paas.platform.store.row;

import io.micronaut.data.annotation.Id;
import io.micronaut.data.annotation.MappedEntity;
import java.time.Instant;
import java.util.UUID;

/** A row of {@code release_steps}. */
@MappedEntity("release_steps")
public record ReleaseStepRow(@Id UUID id, UUID releaseId, String status, Instant reachedAt) {}
