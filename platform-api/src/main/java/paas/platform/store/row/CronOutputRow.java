package paas.platform.store.row;

import io.micronaut.data.annotation.Id;
import io.micronaut.data.annotation.MappedEntity;
import java.util.UUID;

/** A row of {@code cron_outputs}. */
@MappedEntity("cron_outputs")
public record CronOutputRow(@Id UUID run, String output) {}
