package paas.platform.store.row;

import io.micronaut.data.annotation.Query;
import io.micronaut.data.jdbc.annotation.JdbcRepository;
import io.micronaut.data.model.query.builder.sql.Dialect;
import io.micronaut.data.repository.GenericRepository;
import java.util.Optional;
import java.util.UUID;

/** Statements on {@code incoming_webhooks}. */
@JdbcRepository(dialect = Dialect.POSTGRES)
public interface WebhookRows extends GenericRepository<WebhookRow, UUID> {
  void save(WebhookRow row);

  Optional<WebhookRow> findById(UUID id);

  @Query("select * from incoming_webhooks where app = :app")
  Optional<WebhookRow> of(UUID app);

  @Query("delete from incoming_webhooks where app = :app")
  int remove(UUID app);
}
