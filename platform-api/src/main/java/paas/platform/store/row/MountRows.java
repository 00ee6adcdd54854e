package paas.platform.store.row;

import io.micronaut.data.annotation.Query;
import io.micronaut.data.jdbc.annotation.JdbcRepository;
import io.micronaut.data.model.query.builder.sql.Dialect;
import io.micronaut.data.repository.GenericRepository;
import java.util.List;
import java.util.UUID;

/** Statements on {@code mounts}. */
@JdbcRepository(dialect = Dialect.POSTGRES)
public interface MountRows extends GenericRepository<MountRow, UUID> {
  void save(MountRow row);

  @Query("select * from mounts where app = :app order by hostname, path")
  List<MountRow> of(UUID app);

  @Query("select * from mounts where target = :target order by hostname, path")
  List<MountRow> to(UUID target);

  @Query("delete from mounts where app = :app and id = :id")
  int remove(UUID app, UUID id);
}
