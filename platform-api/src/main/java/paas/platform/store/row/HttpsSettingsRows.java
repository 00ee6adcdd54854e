package paas.platform.store.row;

import io.micronaut.data.annotation.Query;
import io.micronaut.data.jdbc.annotation.JdbcRepository;
import io.micronaut.data.model.query.builder.sql.Dialect;
import io.micronaut.data.repository.GenericRepository;
import java.util.List;
import java.util.Optional;
import java.util.UUID;

/** Statements on {@code https_settings}. */
@JdbcRepository(dialect = Dialect.POSTGRES)
public interface HttpsSettingsRows extends GenericRepository<HttpsSettingsRow, UUID> {
  void save(HttpsSettingsRow row);

  Optional<HttpsSettingsRow> findById(UUID app);

  @Query("select * from https_settings")
  List<HttpsSettingsRow> all();

  @Query("delete from https_settings where app = :app")
  int remove(UUID app);
}
