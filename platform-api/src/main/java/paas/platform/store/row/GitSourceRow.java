package paas.platform.store.row;

import io.micronaut.data.annotation.Id;
import io.micronaut.data.annotation.MappedEntity;
import java.time.Instant;
import java.util.UUID;
import org.jspecify.annotations.Nullable;

/** A row of {@code git_sources}. */
@MappedEntity("git_sources")
public record GitSourceRow(
    @Id UUID app, String url, String reference, @Nullable UUID userId, Instant updatedAt) {}
