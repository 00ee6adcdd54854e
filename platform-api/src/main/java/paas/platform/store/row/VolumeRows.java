package paas.platform.store.row;

import io.micronaut.data.annotation.Query;
import io.micronaut.data.jdbc.annotation.JdbcRepository;
import io.micronaut.data.model.query.builder.sql.Dialect;
import io.micronaut.data.repository.GenericRepository;
import java.util.List;
import java.util.UUID;

/** Statements on {@code volumes}. */
@JdbcRepository(dialect = Dialect.POSTGRES)
public interface VolumeRows extends GenericRepository<VolumeRow, UUID> {
  void save(VolumeRow row);

  @Query("select * from volumes where app = :app order by name")
  List<VolumeRow> of(UUID app);

  @Query("select * from volumes where app is null order by created_at")
  List<VolumeRow> ownerless();

  @Query("update volumes set app = :app where id = :id and app is null")
  int give(UUID id, UUID app);

  @Query("update volumes set app = null where id = :id")
  int disown(UUID id);

  @Query(
      "update volumes set mount_path = :mountPath, process_type = :processType,"
          + " read_only = :readOnly where id = :id")
  int mount(UUID id, String mountPath, String processType, boolean readOnly);

  @Query("update volumes set size_mb = :sizeMb where id = :id and size_mb < :sizeMb")
  int grow(UUID id, long sizeMb);

  @Query("delete from volumes where id = :id and app is null")
  int forget(UUID id);
}
