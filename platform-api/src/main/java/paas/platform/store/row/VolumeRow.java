package paas.platform.store.row;

import io.micronaut.data.annotation.Id;
import io.micronaut.data.annotation.MappedEntity;
import java.time.Instant;
import java.util.UUID;
import org.jspecify.annotations.Nullable;

/** A row of {@code volumes}. */
@MappedEntity("volumes")
public record VolumeRow(
    @Id UUID id,
    @Nullable UUID app,
    String name,
    long sizeMb,
    String mountPath,
    String processType,
    boolean readOnly,
    Instant createdAt) {}
