package paas.platform.store.row;

import io.micronaut.data.annotation.Query;
import io.micronaut.data.jdbc.annotation.JdbcRepository;
import io.micronaut.data.model.query.builder.sql.Dialect;
import io.micronaut.data.repository.GenericRepository;
import java.util.List;
import java.util.Optional;
import java.util.UUID;

/** Statements on {@code client_authorities}. */
@JdbcRepository(dialect = Dialect.POSTGRES)
public interface ClientAuthorityRows extends GenericRepository<ClientAuthorityRow, UUID> {
  void save(ClientAuthorityRow row);

  Optional<ClientAuthorityRow> findById(UUID app);

  @Query("select * from client_authorities")
  List<ClientAuthorityRow> all();

  /** What the router's table of certificates has to hold. */
  @Query("select coalesce(sum(length(authorities)), 0) from client_authorities")
  long bytes();

  @Query("delete from client_authorities where app = :app")
  int remove(UUID app);
}
