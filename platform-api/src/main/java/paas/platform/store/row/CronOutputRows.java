package paas.platform.store.row;

import io.micronaut.data.jdbc.annotation.JdbcRepository;
import io.micronaut.data.model.query.builder.sql.Dialect;
import io.micronaut.data.repository.GenericRepository;
import java.util.Optional;
import java.util.UUID;

/** Statements on {@code cron_outputs}. */
@JdbcRepository(dialect = Dialect.POSTGRES)
public interface CronOutputRows extends GenericRepository<CronOutputRow, UUID> {
  void save(CronOutputRow row);

  Optional<CronOutputRow> findById(UUID run);
}
