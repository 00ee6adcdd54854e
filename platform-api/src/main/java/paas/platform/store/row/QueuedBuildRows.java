package paas.platform.store.row;

import io.micronaut.data.annotation.Query;
import io.micronaut.data.jdbc.annotation.JdbcRepository;
import io.micronaut.data.model.query.builder.sql.Dialect;
import io.micronaut.data.repository.GenericRepository;
import java.util.List;
import java.util.Optional;
import java.util.UUID;

/** Statements on {@code queued_builds}; only rows of pending builds count. */
@JdbcRepository(dialect = Dialect.POSTGRES)
public interface QueuedBuildRows extends GenericRepository<QueuedBuildRow, UUID> {
  void save(QueuedBuildRow row);

  @Query(
      "select q.* from queued_builds q join builds b on b.id = q.id"
          + " where b.app = :app and b.status = 'pending' order by b.created_at, b.id")
  List<QueuedBuildRow> of(UUID app);

  @Query(
      "select q.* from queued_builds q join builds b on b.id = q.id"
          + " where q.id = :id and b.status = 'pending'")
  Optional<QueuedBuildRow> pending(UUID id);

  @Query(
      "select distinct b.app from queued_builds q join builds b on b.id = q.id"
          + " where b.status = 'pending'")
  List<UUID> apps();

  @Query(
      "select q.location from queued_builds q join builds b on b.id = q.id"
          + " where b.status = 'pending' and q.kind in ('upload', 'image-upload')")
  List<String> uploads();

  @Query(
      "delete from queued_builds where id in (select b.id from builds b where b.app = :app"
          + " and b.status <> 'pending')")
  int removeEnded(UUID app);

  @Query("update builds set source_commit = :version where id = :id and status = 'pending'")
  int version(UUID id, String version);
}
