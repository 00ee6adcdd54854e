package paas.platform.store.row;

import io.micronaut.data.annotation.Query;
import io.micronaut.data.jdbc.annotation.JdbcRepository;
import io.micronaut.data.model.query.builder.sql.Dialect;
import io.micronaut.data.repository.GenericRepository;
import java.util.UUID;

/** Statements on {@code webhook_deliveries}. */
@JdbcRepository(dialect = Dialect.POSTGRES)
public interface DeliveryRows extends GenericRepository<DeliveryRow, UUID> {
  void save(DeliveryRow row);

  @Query(
      "select count(*) from webhook_deliveries where webhook = :webhook and signature = :signature")
  long seen(UUID webhook, String signature);

  @Query(
      "delete from webhook_deliveries where webhook = :webhook and id not in (select d.id from"
          + " webhook_deliveries d where d.webhook = :webhook order by d.seen_at desc, d.id"
          + " limit :most)")
  int keepNewest(UUID webhook, int most);
}
