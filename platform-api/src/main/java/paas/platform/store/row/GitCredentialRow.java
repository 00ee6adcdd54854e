package paas.platform.store.row;

import io.micronaut.data.annotation.Id;
import io.micronaut.data.annotation.MappedEntity;
import java.time.Instant;
import java.util.UUID;

/** A row of {@code git_credentials}. */
@MappedEntity("git_credentials")
public record GitCredentialRow(
    @Id UUID id, UUID userId, String host, String username, byte[] secret, Instant createdAt) {}
