package paas.platform.store.row;

import io.micronaut.data.annotation.Query;
import io.micronaut.data.jdbc.annotation.JdbcRepository;
import io.micronaut.data.model.query.builder.sql.Dialect;
import io.micronaut.data.repository.GenericRepository;
import java.util.List;
import java.util.Optional;
import java.util.UUID;

/** Statements on {@code log_drains}. */
@JdbcRepository(dialect = Dialect.POSTGRES)
public interface LogDrainRows extends GenericRepository<LogDrainRow, UUID> {
  void save(LogDrainRow row);

  Optional<LogDrainRow> findById(UUID id);

  @Query("select * from log_drains where app = :app order by created_at, id")
  List<LogDrainRow> of(UUID app);

  @Query("select * from log_drains")
  List<LogDrainRow> all();

  @Query("delete from log_drains where app = :app and id = :id")
  int remove(UUID app, UUID id);
}
