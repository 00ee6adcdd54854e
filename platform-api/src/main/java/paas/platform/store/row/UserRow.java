package paas.platform.store.row;

import io.micronaut.data.annotation.Id;
import io.micronaut.data.annotation.MappedEntity;
import java.time.Instant;
import java.util.UUID;

/** A row of {@code users}. */
@MappedEntity("users")
public record UserRow(@Id UUID id, String email, boolean admin, Instant createdAt) {}
