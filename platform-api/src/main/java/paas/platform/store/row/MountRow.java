package paas.platform.store.row;

import io.micronaut.data.annotation.Id;
import io.micronaut.data.annotation.MappedEntity;
import java.time.Instant;
import java.util.UUID;

/** A row of {@code mounts}. */
@MappedEntity("mounts")
public record MountRow(
    @Id UUID id,
    UUID domain,
    UUID app,
    String hostname,
    String path,
    UUID target,
    String processType,
    Instant createdAt) {}
