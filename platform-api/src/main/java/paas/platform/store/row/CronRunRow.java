package paas.platform.store.row;

import io.micronaut.data.annotation.Id;
import io.micronaut.data.annotation.MappedEntity;
import java.time.Instant;
import java.util.UUID;
import org.jspecify.annotations.Nullable;

/** A row of {@code cron_runs}. */
@MappedEntity("cron_runs")
public record CronRunRow(
    @Id UUID id,
    UUID app,
    String job,
    long runNumber,
    @Nullable Instant dueAt,
    long timeoutMs,
    String state,
    @Nullable Integer exitCode,
    String why,
    Instant startedAt,
    @Nullable Instant endedAt) {}
