package paas.platform.store.row;

import io.micronaut.data.annotation.Query;
import io.micronaut.data.jdbc.annotation.JdbcRepository;
import io.micronaut.data.model.query.builder.sql.Dialect;
import io.micronaut.data.repository.GenericRepository;
import java.util.Optional;
import java.util.UUID;

/** Statements on {@code canaries}. */
@JdbcRepository(dialect = Dialect.POSTGRES)
public interface CanaryRows extends GenericRepository<CanaryRow, UUID> {
  void save(CanaryRow row);

  Optional<CanaryRow> findById(UUID id);

  @Query("select * from canaries where app = :app")
  Optional<CanaryRow> of(UUID app);

  @Query("update canaries set percent = :percent where app = :app")
  int weigh(UUID app, int percent);

  @Query("update canaries set stage = :to where id = :id and stage = :from")
  int move(UUID id, String from, String to);

  @Query("delete from canaries where id = :id")
  int remove(UUID id);
}
