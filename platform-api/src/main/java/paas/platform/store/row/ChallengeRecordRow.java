package paas.platform.store.row;

import io.micronaut.data.annotation.Id;
import io.micronaut.data.annotation.MappedEntity;
import java.time.Instant;
import java.util.UUID;

/** A row of {@code challenge_records}. */
@MappedEntity("challenge_records")
public record ChallengeRecordRow(
    @Id UUID id, String recordName, String digest, Instant createdAt) {}
