package paas.platform.store.row;

import io.micronaut.data.annotation.Query;
import io.micronaut.data.jdbc.annotation.JdbcRepository;
import io.micronaut.data.model.query.builder.sql.Dialect;
import io.micronaut.data.repository.GenericRepository;
import java.time.Instant;
import java.util.List;
import java.util.UUID;

/** Statements on {@code cron_states}. */
@JdbcRepository(dialect = Dialect.POSTGRES)
public interface CronStateRows extends GenericRepository<CronStateRow, UUID> {
  void save(CronStateRow row);

  void update(CronStateRow row);

  @Query("select * from cron_states order by app, job")
  List<CronStateRow> all();

  @Query("select * from cron_states where app = :app order by job")
  List<CronStateRow> of(UUID app);

  /** Deals with a due time: 1 for the first who asks, and 0 for everybody after. */
  @Query(
      "update cron_states set handled_until = :due"
          + " where app = :app and job = :job and not paused and handled_until < :due")
  int handle(UUID app, String job, Instant due);

  /** Not where it came back, with another timing, since it was read. */
  @Query("update cron_states set timing = '' where app = :app and job = :job and timing = :timing")
  int gone(UUID app, String job, String timing);

  @Query("delete from cron_states where app = :app and job = :job")
  int remove(UUID app, String job);

  @Query(
      "delete from cron_states where app = :app and not paused and id not in (select s.id from"
          + " cron_states s where s.app = :app order by s.handled_until desc, s.id limit :most)")
  int keepNewest(UUID app, int most);
}
