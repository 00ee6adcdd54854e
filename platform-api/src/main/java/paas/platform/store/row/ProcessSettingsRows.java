package paas.platform.store.row;

import io.micronaut.data.annotation.Query;
import io.micronaut.data.jdbc.annotation.JdbcRepository;
import io.micronaut.data.model.query.builder.sql.Dialect;
import io.micronaut.data.repository.GenericRepository;
import java.util.List;
import java.util.UUID;

/** Statements on {@code process_settings}. */
@JdbcRepository(dialect = Dialect.POSTGRES)
public interface ProcessSettingsRows extends GenericRepository<ProcessSettingsRow, UUID> {
  void save(ProcessSettingsRow row);

  @Query("select * from process_settings where app = :app order by process_type")
  List<ProcessSettingsRow> of(UUID app);

  void update(ProcessSettingsRow row);
}
