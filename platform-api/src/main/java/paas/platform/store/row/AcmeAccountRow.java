package paas.platform.store.row;

import io.micronaut.data.annotation.Id;
import io.micronaut.data.annotation.MappedEntity;
import java.time.Instant;
import java.util.UUID;

/** A row of {@code acme_accounts}; {@code privateKey} is ciphertext. */
@MappedEntity("acme_accounts")
public record AcmeAccountRow(@Id UUID id, String directory, byte[] privateKey, Instant createdAt) {}
