package paas.platform.store.row;

import io.micronaut.data.annotation.Query;
import io.micronaut.data.jdbc.annotation.JdbcRepository;
import io.micronaut.data.model.query.builder.sql.Dialect;
import io.micronaut.data.repository.GenericRepository;
import java.util.List;
import java.util.UUID;

/** Statements on {@code autoscales}. */
@JdbcRepository(dialect = Dialect.POSTGRES)
public interface AutoscaleRows extends GenericRepository<AutoscaleRow, UUID> {
  void save(AutoscaleRow row);

  @Query("select * from autoscales order by app, process_type")
  List<AutoscaleRow> all();

  @Query("select * from autoscales where app = :app order by process_type")
  List<AutoscaleRow> of(UUID app);

  @Query("delete from autoscales where app = :app and process_type = :processType")
  int remove(UUID app, String processType);
}
