package paas.platform.store.row;

import io.micronaut.data.annotation.Query;
import io.micronaut.data.jdbc.annotation.JdbcRepository;
import io.micronaut.data.model.query.builder.sql.Dialect;
import io.micronaut.data.repository.GenericRepository;
import java.util.List;
import java.util.Optional;
import java.util.UUID;

/** Statements on {@code network_links}. */
@JdbcRepository(dialect = Dialect.POSTGRES)
public interface NetworkLinkRows extends GenericRepository<NetworkLinkRow, UUID> {
  void save(NetworkLinkRow row);

  @Query("select * from network_links where app = :app and peer = :peer")
  Optional<NetworkLinkRow> find(UUID app, UUID peer);

  @Query("select * from network_links where app = :app or peer = :app order by linked_at")
  List<NetworkLinkRow> of(UUID app);

  @Query("delete from network_links where app = :app and peer = :peer")
  int remove(UUID app, UUID peer);
}
