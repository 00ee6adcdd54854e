package paas.platform.store.row;

import io.micronaut.data.annotation.Query;
import io.micronaut.data.jdbc.annotation.JdbcRepository;
import io.micronaut.data.model.query.builder.sql.Dialect;
import io.micronaut.data.repository.GenericRepository;
import java.util.Optional;
import java.util.UUID;

/** Statements on {@code platform_orders}. */
@JdbcRepository(dialect = Dialect.POSTGRES)
public interface PlatformOrderRows extends GenericRepository<PlatformOrderRow, UUID> {
  void save(PlatformOrderRow row);

  @Query("select * from platform_orders where hostname = :hostname and directory = :directory")
  Optional<PlatformOrderRow> find(String hostname, String directory);

  @Query("delete from platform_orders")
  int removeAll();
}
