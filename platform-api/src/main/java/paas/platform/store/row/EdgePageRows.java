package paas.platform.store.row;

import io.micronaut.data.annotation.Query;
import io.micronaut.data.jdbc.annotation.JdbcRepository;
import io.micronaut.data.model.query.builder.sql.Dialect;
import io.micronaut.data.repository.GenericRepository;
import java.util.List;
import java.util.UUID;

/** Statements on {@code edge_pages}. */
@JdbcRepository(dialect = Dialect.POSTGRES)
public interface EdgePageRows extends GenericRepository<EdgePageRow, UUID> {
  void save(EdgePageRow row);

  @Query("select * from edge_pages where app = :app order by code, form")
  List<EdgePageRow> of(UUID app);

  @Query("select coalesce(sum(octet_length(content)), 0) from edge_pages")
  long bytes();

  @Query("delete from edge_pages where app = :app and code = :code and form = :form")
  int remove(UUID app, String code, String form);
}
