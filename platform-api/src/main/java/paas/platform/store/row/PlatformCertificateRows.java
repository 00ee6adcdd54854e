package paas.platform.store.row;

import io.micronaut.data.annotation.Query;
import io.micronaut.data.jdbc.annotation.JdbcRepository;
import io.micronaut.data.model.query.builder.sql.Dialect;
import io.micronaut.data.repository.GenericRepository;
import java.util.Optional;
import java.util.UUID;

/** Statements on {@code platform_certificates}. */
@JdbcRepository(dialect = Dialect.POSTGRES)
public interface PlatformCertificateRows extends GenericRepository<PlatformCertificateRow, UUID> {
  void save(PlatformCertificateRow row);

  @Query("select * from platform_certificates where hostname = :hostname")
  Optional<PlatformCertificateRow> find(String hostname);

  @Query("delete from platform_certificates")
  int removeAll();
}
