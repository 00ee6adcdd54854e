package paas.platform.store.row;

import io.micronaut.data.annotation.Id;
import io.micronaut.data.annotation.MappedEntity;
import java.time.Instant;
import java.util.UUID;

/** A row of {@code cron_jobs}. */
@MappedEntity("cron_jobs")
public record CronJobRow(
    @Id UUID id,
    UUID app,
    String name,
    String schedule,
    String command,
    String zone,
    String concurrency,
    long timeoutMs,
    String missed,
    String size,
    Instant createdAt) {}
