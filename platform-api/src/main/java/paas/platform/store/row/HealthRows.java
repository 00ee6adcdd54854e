package paas.platform.store.row;

import io.micronaut.data.annotation.Query;
import io.micronaut.data.jdbc.annotation.JdbcRepository;
import io.micronaut.data.model.query.builder.sql.Dialect;
import io.micronaut.data.repository.GenericRepository;
import java.util.List;
import java.util.Optional;
import java.util.UUID;

/** Statements on {@code health_overrides}. */
@JdbcRepository(dialect = Dialect.POSTGRES)
public interface HealthRows extends GenericRepository<HealthRow, UUID> {
  void save(HealthRow row);

  @Query("select * from health_overrides where app = :app order by process_type")
  List<HealthRow> of(UUID app);

  @Query("select * from health_overrides where app = :app and process_type = :processType")
  Optional<HealthRow> find(UUID app, String processType);

  @Query("update health_overrides set enabled = :enabled, checks = :checks where id = :id")
  int change(UUID id, boolean enabled, String checks);
}
