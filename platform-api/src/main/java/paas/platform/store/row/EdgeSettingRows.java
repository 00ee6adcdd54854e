package paas.platform.store.row;

import io.micronaut.data.annotation.Query;
import io.micronaut.data.jdbc.annotation.JdbcRepository;
import io.micronaut.data.model.query.builder.sql.Dialect;
import io.micronaut.data.repository.GenericRepository;
import java.util.List;
import java.util.UUID;

/** Statements on {@code edge_settings}. */
@JdbcRepository(dialect = Dialect.POSTGRES)
public interface EdgeSettingRows extends GenericRepository<EdgeSettingRow, UUID> {
  void save(EdgeSettingRow row);

  @Query("select * from edge_settings where app = :app order by word")
  List<EdgeSettingRow> of(UUID app);

  @Query("delete from edge_settings where app = :app and word = :word")
  int remove(UUID app, String word);
}
