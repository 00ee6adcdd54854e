package paas.platform.store.row;

import io.micronaut.data.annotation.Query;
import io.micronaut.data.jdbc.annotation.JdbcRepository;
import io.micronaut.data.model.query.builder.sql.Dialect;
import io.micronaut.data.repository.GenericRepository;
import java.util.List;
import java.util.UUID;

/** Statements on {@code certificate_orders}. */
@JdbcRepository(dialect = Dialect.POSTGRES)
public interface IssueRows extends GenericRepository<IssueRow, UUID> {
  void save(IssueRow row);

  @Query("select * from certificate_orders where app = :app order by hostname")
  List<IssueRow> of(UUID app);

  @Query("delete from certificate_orders where app = :app and hostname = :hostname")
  int remove(UUID app, String hostname);

  @Query("delete from certificate_orders where app = :app")
  int removeAll(UUID app);
}
