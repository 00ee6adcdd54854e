package paas.platform.store.row;

import io.micronaut.data.annotation.Query;
import io.micronaut.data.jdbc.annotation.JdbcRepository;
import io.micronaut.data.model.query.builder.sql.Dialect;
import io.micronaut.data.repository.GenericRepository;
import java.time.Instant;
import java.util.List;
import java.util.Optional;
import java.util.UUID;

/** Statements on {@code builds}. */
@JdbcRepository(dialect = Dialect.POSTGRES)
public interface BuildRows extends GenericRepository<BuildRow, UUID> {
  void save(BuildRow row);

  Optional<BuildRow> findById(UUID id);

  @Query("select * from builds where app = :app order by created_at desc, id limit :max")
  List<BuildRow> of(UUID app, int max);

  @Query("select * from builds where status = 'pending' order by created_at, id")
  List<BuildRow> pending();

  /** Those that nothing is known of by which they could be run again. */
  @Query(
      "select b.* from builds b where b.status = 'pending'"
          + " and not exists (select 1 from queued_builds q where q.id = b.id)"
          + " order by b.created_at, b.id")
  List<BuildRow> cutOff();

  @Query(
      "update builds set builder = :builder, buildpacks = :buildpacks, memory = :memory,"
          + " exposed = :exposed, health_check = :healthCheck where id = :id and status = 'pending'")
  int means(
      UUID id,
      String builder,
      String buildpacks,
      String memory,
      String exposed,
      String healthCheck);

  /** A finished build never changes. */
  @Query(
      "update builds set status = :status, release_version = :releaseVersion,"
          + " failure = :failure, updated_at = :at where id = :id and status = 'pending'")
  int finish(UUID id, String status, long releaseVersion, String failure, Instant at);
}
