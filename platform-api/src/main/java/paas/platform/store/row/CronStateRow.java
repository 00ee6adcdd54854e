package paas.platform.store.row;

import io.micronaut.data.annotation.Id;
import io.micronaut.data.annotation.MappedEntity;
import java.time.Instant;
import java.util.UUID;

/** A row of {@code cron_states}. */
@MappedEntity("cron_states")
public record CronStateRow(
    @Id UUID id, UUID app, String job, String timing, boolean paused, Instant handledUntil) {}
