package paas.platform.store.row;

import io.micronaut.data.annotation.Query;
import io.micronaut.data.jdbc.annotation.JdbcRepository;
import io.micronaut.data.model.query.builder.sql.Dialect;
import io.micronaut.data.repository.GenericRepository;
import java.util.Optional;
import java.util.UUID;

/** Statements on {@code collaborators}. */
@JdbcRepository(dialect = Dialect.POSTGRES)
public interface CollaboratorRows extends GenericRepository<CollaboratorRow, UUID> {
  void save(CollaboratorRow row);

  @Query("select * from collaborators where app = :app and user_id = :user")
  Optional<CollaboratorRow> find(UUID app, UUID user);

  @Query("select count(*) from collaborators where app = :app")
  long count(UUID app);

  @Query("delete from collaborators where app = :app and user_id = :user")
  int remove(UUID app, UUID user);
}
