package paas.platform.store.row;

import io.micronaut.data.annotation.Id;
import io.micronaut.data.annotation.MappedEntity;
import java.time.Instant;
import java.util.UUID;

/** A row of {@code releases}; {@code config} is ciphertext. */
@MappedEntity("releases")
@SuppressWarnings("ArrayRecordComponent") // never compared
public record ReleaseRow(
    @Id UUID id,
    UUID app,
    long version,
    String image,
    String launcher,
    String processes,
    String builder,
    String sourceCommit,
    byte[] config,
    String description,
    String madeBy,
    String status,
    String failure,
    Instant createdAt,
    Instant updatedAt,
    String appJson,
    String sourceFacts,
    boolean aborted) {}
