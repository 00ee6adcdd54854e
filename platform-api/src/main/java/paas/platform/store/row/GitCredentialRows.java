package paas.platform.store.row;

import io.micronaut.data.annotation.Query;
import io.micronaut.data.jdbc.annotation.JdbcRepository;
import io.micronaut.data.model.query.builder.sql.Dialect;
import io.micronaut.data.repository.GenericRepository;
import java.util.List;
import java.util.Optional;
import java.util.UUID;

/** Statements on {@code git_credentials}. */
@JdbcRepository(dialect = Dialect.POSTGRES)
public interface GitCredentialRows extends GenericRepository<GitCredentialRow, UUID> {
  void save(GitCredentialRow row);

  @Query("select * from git_credentials where user_id = :user order by host")
  List<GitCredentialRow> of(UUID user);

  @Query("select * from git_credentials where user_id = :user and host = :host")
  Optional<GitCredentialRow> find(UUID user, String host);

  @Query("delete from git_credentials where user_id = :user and host = :host")
  int remove(UUID user, String host);
}
