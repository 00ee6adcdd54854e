package paas.platform.store.row;

import io.micronaut.data.annotation.Query;
import io.micronaut.data.jdbc.annotation.JdbcRepository;
import io.micronaut.data.model.query.builder.sql.Dialect;
import io.micronaut.data.repository.GenericRepository;
import java.time.Instant;
import java.util.List;
import java.util.Optional;
import java.util.UUID;
import org.jspecify.annotations.Nullable;

/** Statements on {@code cron_runs}, and the count of them in {@code apps}. */
@JdbcRepository(dialect = Dialect.POSTGRES)
public interface CronRunRows extends GenericRepository<CronRunRow, UUID> {
  void save(CronRunRow row);

  Optional<CronRunRow> findById(UUID id);

  @Query("select * from cron_runs where app = :app order by run_number desc")
  List<CronRunRow> of(UUID app);

  @Query("select * from cron_runs where app = :app and job = :job order by run_number desc")
  List<CronRunRow> of(UUID app, String job);

  @Query("select * from cron_runs where ended_at is null order by started_at, id")
  List<CronRunRow> unfinished();

  @Query("select * from cron_runs where app = :app and ended_at is null order by run_number")
  List<CronRunRow> unfinished(UUID app);

  @Query("update apps set cron_runs = cron_runs + 1 where id = :app")
  int count(UUID app);

  @Query("select cron_runs from apps where id = :app")
  long counted(UUID app);

  @Query(
      "update cron_runs set state = 'running', started_at = :at"
          + " where id = :id and state = 'starting'")
  int running(UUID id, Instant at);

  @Query("update cron_runs set state = 'replacing' where id = :id and ended_at is null")
  int replacing(UUID id);

  @Query(
      "update cron_runs set state = :state, exit_code = :exitCode, why = :why, ended_at = :at"
          + " where id = :id and ended_at is null")
  int end(UUID id, String state, @Nullable Integer exitCode, String why, Instant at);

  @Query("delete from cron_runs where app = :app and job = :job and ended_at is not null")
  int removeEnded(UUID app, String job);

  @Query(
      "delete from cron_runs where app = :app and job = :job and ended_at is not null"
          + " and id not in (select r.id from cron_runs r where r.app = :app and r.job = :job"
          + " order by r.run_number desc limit :most)")
  int keepNewest(UUID app, String job, int most);

  @Query(
      "delete from cron_runs where app = :app and ended_at is not null"
          + " and job not in (select s.job from cron_states s where s.app = :app)")
  int removeStray(UUID app);
}
