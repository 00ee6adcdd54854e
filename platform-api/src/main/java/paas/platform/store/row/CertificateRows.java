package paas.platform.store.row;

import io.micronaut.data.annotation.Query;
import io.micronaut.data.jdbc.annotation.JdbcRepository;
import io.micronaut.data.model.query.builder.sql.Dialect;
import io.micronaut.data.repository.GenericRepository;
import java.time.Instant;
import java.util.List;
import java.util.UUID;

/** Statements on {@code certificates}. */
@JdbcRepository(dialect = Dialect.POSTGRES)
public interface CertificateRows extends GenericRepository<CertificateRow, UUID> {
  void save(CertificateRow row);

  @Query("select * from certificates where app = :app order by automatic, name")
  List<CertificateRow> of(UUID app);

  @Query("select * from certificates order by automatic, created_at")
  List<CertificateRow> all();

  @Query(
      "update certificates set chain = :chain, private_key = :privateKey, updated_at = :at"
          + " where id = :id")
  int replace(UUID id, String chain, byte[] privateKey, Instant at);

  /** What the router's table of certificates has to hold. */
  @Query("select coalesce(sum(length(chain) + octet_length(private_key)), 0) from certificates")
  long bytes();

  @Query("delete from certificates where id = :id")
  int remove(UUID id);
}
