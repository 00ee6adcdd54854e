package paas.platform.store.row;

import io.micronaut.data.annotation.Id;
import io.micronaut.data.annotation.MappedEntity;
import java.time.Instant;
import java.util.UUID;

/** A row of {@code apps}. */
@MappedEntity("apps")
public record AppRow(
    @Id UUID id,
    String name,
    UUID owner,
    boolean maintenance,
    String deployBranch,
    long bootTimeoutMs,
    long firstByteTimeoutMs,
    Instant createdAt,
    Instant updatedAt) {
  public AppRow ownedBy(UUID user, Instant at) {
    return new AppRow(
        id,
        name,
        user,
        maintenance,
        deployBranch,
        bootTimeoutMs,
        firstByteTimeoutMs,
        createdAt,
        at);
  }
}
