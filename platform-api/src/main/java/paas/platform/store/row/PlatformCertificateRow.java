package paas.platform.store.row;

import io.micronaut.data.annotation.Id;
import io.micronaut.data.annotation.MappedEntity;
import java.util.UUID;

/** A row of {@code platform_certificates}; {@code privateKey} is ciphertext. */
@MappedEntity("platform_certificates")
public record PlatformCertificateRow(
    @Id UUID id, String hostname, String chain, byte[] privateKey) {}
