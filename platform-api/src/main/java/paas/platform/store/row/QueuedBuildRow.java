package paas.platform.store.row;

import io.micronaut.data.annotation.Id;
import io.micronaut.data.annotation.MappedEntity;
import java.util.UUID;
import org.jspecify.annotations.Nullable;

/** A row of {@code queued_builds}. */
@MappedEntity("queued_builds")
public record QueuedBuildRow(
    @Id UUID id,
    String kind,
    String location,
    String reference,
    String checksum,
    String buildpacks,
    String procfile,
    boolean trusted,
    @Nullable UUID userId) {}
