package paas.platform.store.row;

import io.micronaut.data.annotation.Id;
import io.micronaut.data.annotation.MappedEntity;
import java.util.UUID;

/** A row of {@code health_overrides}. */
@MappedEntity("health_overrides")
public record HealthRow(
    @Id UUID id, UUID app, String processType, boolean enabled, String checks) {}
