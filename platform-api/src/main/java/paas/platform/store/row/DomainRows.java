package paas.platform.store.row;

import io.micronaut.data.annotation.Query;
import io.micronaut.data.jdbc.annotation.JdbcRepository;
import io.micronaut.data.model.query.builder.sql.Dialect;
import io.micronaut.data.repository.GenericRepository;
import java.util.List;
import java.util.Optional;
import java.util.UUID;

/** Statements on {@code domains}. */
@JdbcRepository(dialect = Dialect.POSTGRES)
public interface DomainRows extends GenericRepository<DomainRow, UUID> {
  void save(DomainRow row);

  @Query("select * from domains where app = :app order by hostname")
  List<DomainRow> of(UUID app);

  @Query("select count(*) from domains where app = :app")
  long count(UUID app);

  @Query("select * from domains order by hostname")
  List<DomainRow> all();

  @Query("select * from domains where hostname = :hostname")
  Optional<DomainRow> named(String hostname);

  @Query("delete from domains where app = :app and hostname = :hostname")
  int remove(UUID app, String hostname);
}
