package paas.platform.store.row;

import io.micronaut.data.annotation.Id;
import io.micronaut.data.annotation.MappedEntity;
import java.time.Instant;
import java.util.UUID;

/** A row of {@code certificates}; {@code privateKey} is ciphertext. */
@MappedEntity("certificates")
public record CertificateRow(
    @Id UUID id,
    UUID app,
    String name,
    boolean automatic,
    String chain,
    byte[] privateKey,
    Instant createdAt,
    Instant updatedAt) {}
