package paas.platform.store.row;

import io.micronaut.data.annotation.Query;
import io.micronaut.data.jdbc.annotation.JdbcRepository;
import io.micronaut.data.model.query.builder.sql.Dialect;
import io.micronaut.data.repository.GenericRepository;
import java.util.Optional;
import java.util.UUID;

/** Statements on {@code acme_accounts}. */
@JdbcRepository(dialect = Dialect.POSTGRES)
public interface AcmeAccountRows extends GenericRepository<AcmeAccountRow, UUID> {
  void save(AcmeAccountRow row);

  @Query("select * from acme_accounts where directory = :directory")
  Optional<AcmeAccountRow> find(String directory);

  @Query("delete from acme_accounts where directory = :directory")
  int remove(String directory);
}
