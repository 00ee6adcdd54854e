package paas.platform.store.row;

import io.micronaut.data.annotation.Query;
import io.micronaut.data.jdbc.annotation.JdbcRepository;
import io.micronaut.data.model.query.builder.sql.Dialect;
import io.micronaut.data.repository.GenericRepository;
import java.util.List;
import java.util.UUID;

/** Statements on {@code cron_jobs}. */
@JdbcRepository(dialect = Dialect.POSTGRES)
public interface CronJobRows extends GenericRepository<CronJobRow, UUID> {
  void save(CronJobRow row);

  @Query("select * from cron_jobs order by app, name")
  List<CronJobRow> all();

  @Query("select * from cron_jobs where app = :app order by name")
  List<CronJobRow> of(UUID app);

  @Query("delete from cron_jobs where app = :app and name = :name")
  int remove(UUID app, String name);
}
