package paas.platform.store.row;

import io.micronaut.data.annotation.Query;
import io.micronaut.data.jdbc.annotation.JdbcRepository;
import io.micronaut.data.model.query.builder.sql.Dialect;
import io.micronaut.data.repository.GenericRepository;
import java.util.Optional;
import java.util.UUID;

/** Statements on {@code git_sources}. */
@JdbcRepository(dialect = Dialect.POSTGRES)
public interface GitSourceRows extends GenericRepository<GitSourceRow, UUID> {
  void save(GitSourceRow row);

  Optional<GitSourceRow> findById(UUID app);

  @Query("delete from git_sources where app = :app")
  int remove(UUID app);
}
