package paas.platform.store.row;

import io.micronaut.data.annotation.Id;
import io.micronaut.data.annotation.MappedEntity;
import java.time.Instant;
import java.util.UUID;

/** A row of {@code client_authorities}. */
@MappedEntity("client_authorities")
public record ClientAuthorityRow(
    @Id UUID app, boolean required, String authorities, Instant updatedAt) {}
