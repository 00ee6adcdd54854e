package paas.platform.store.row;

import io.micronaut.data.annotation.Id;
import io.micronaut.data.annotation.MappedEntity;
import java.util.UUID;

/** A row of {@code canaries}; its id is the release's. */
@MappedEntity("canaries")
public record CanaryRow(@Id UUID id, UUID app, long version, int percent, String stage) {}
