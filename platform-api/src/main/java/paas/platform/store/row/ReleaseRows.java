package paas.platform.store.row;

import io.micronaut.data.annotation.Query;
import io.micronaut.data.jdbc.annotation.JdbcRepository;
import io.micronaut.data.model.query.builder.sql.Dialect;
import io.micronaut.data.repository.GenericRepository;
import java.time.Instant;
import java.util.List;
import java.util.Optional;
import java.util.UUID;

/** Statements on {@code releases}. */
@JdbcRepository(dialect = Dialect.POSTGRES)
public interface ReleaseRows extends GenericRepository<ReleaseRow, UUID> {
  void save(ReleaseRow row);

  Optional<ReleaseRow> findById(UUID id);

  @Query("select * from releases where app = :app and version = :version")
  Optional<ReleaseRow> find(UUID app, long version);

  @Query("select * from releases where app = :app and version >= :from order by version limit :max")
  List<ReleaseRow> ascending(UUID app, long from, int max);

  @Query(
      "select * from releases where app = :app and version <= :from"
          + " order by version desc limit :max")
  List<ReleaseRow> descending(UUID app, long from, int max);

  @Query("select * from releases where app = :app order by version desc limit 1")
  Optional<ReleaseRow> latest(UUID app);

  @Query(
      "select * from releases where app = :app and status <> 'failed'"
          + " order by version desc limit 1")
  Optional<ReleaseRow> latestNotFailed(UUID app);

  @Query(
      "select * from releases where app = :app and status = 'succeeded' and image <> ''"
          + " order by version desc limit 1")
  Optional<ReleaseRow> serving(UUID app);

  /** The serving releases of all apps. */
  @Query(
      "select * from releases where status = 'succeeded' and image <> ''"
          + " and not exists (select 1 from releases n where n.app = releases.app"
          + " and n.version > releases.version and n.status = 'succeeded' and n.image <> '')")
  List<ReleaseRow> serving();

  /** The images of all that serve or are on their way. */
  @Query(
      "select distinct image from releases where image <> '' and not collected"
          + " and (status in ('recorded', 'preparing', 'rolling') or (status = 'succeeded'"
          + " and not exists (select 1 from releases n where n.app = releases.app"
          + " and n.version > releases.version and n.status = 'succeeded' and n.image <> '')))"
          + " order by image")
  List<String> imagesInUse();

  /** The serving releases of all apps that have an app.json. */
  @Query(
      "select * from releases where status = 'succeeded' and image <> '' and app_json <> ''"
          + " and not exists (select 1 from releases n where n.app = releases.app"
          + " and n.version > releases.version and n.status = 'succeeded' and n.image <> '')")
  List<ReleaseRow> servingWithAppJson();

  @Query(
      "select * from releases where app = :app and status = 'succeeded' and image <> ''"
          + " order by version limit 1")
  Optional<ReleaseRow> firstLive(UUID app);

  @Query(
      "select * from releases where app = :app"
          + " and status in ('recorded', 'preparing', 'rolling') order by version limit 1")
  Optional<ReleaseRow> nextPending(UUID app);

  @Query("select distinct app from releases where status in ('recorded', 'preparing', 'rolling')")
  List<UUID> appsWithPending();

  @Query("select count(*) from releases where image = :image")
  long withImage(String image);

  @Query(
      "select * from releases where app = :app and status = 'failed' and image <> ''"
          + " order by version desc limit 1")
  Optional<ReleaseRow> newestFailed(UUID app);

  /**
   * Those that are live or on their way keep their images, and so do those that are among the
   * newest or young, if they succeeded or are {@code failed}, which a retry would take.
   */
  @Query(
      "update releases set collected = true where app = :app and not collected and image <> ''"
          + " and version <> :serving and ((status = 'failed' and version <> :failed)"
          + " or (status in ('succeeded', 'failed') and version <= :old"
          + " and created_at < :before))"
          + " and image not in (select r.image from releases r where r.app = :app"
          + " and not r.collected and (r.version = :serving"
          + " or r.status in ('recorded', 'preparing', 'rolling')"
          + " or ((r.status = 'succeeded' or r.version = :failed)"
          + " and (r.version > :old or r.created_at >= :before))))")
  int collect(UUID app, long serving, long failed, long old, Instant before);

  @Query("select version from releases where app = :app and collected order by version")
  List<Long> collected(UUID app);

  @Query("select count(*) from releases where app = :app and version = :version and collected")
  long isCollected(UUID app, long version);

  @Query("select count(*) from releases where image = :image and not collected")
  long needing(String image);

  /** Owed by an app's first release that is live with an image, if it has an app.json. */
  @Query(
      "update releases set postdeploy = 'owed' where id = :id and app_json <> '' and image <> ''"
          + " and not exists (select 1 from releases o where o.app = releases.app"
          + " and o.id <> releases.id and o.status = 'succeeded' and o.image <> '')")
  int owePostdeploy(UUID id);

  @Query("update releases set postdeploy = 'begun' where id = :id and postdeploy = 'owed'")
  int beginPostdeploy(UUID id);

  @Query("update releases set postdeploy = '' where id = :id")
  int endPostdeploy(UUID id);

  @Query("select * from releases where postdeploy = :state order by created_at, id")
  List<ReleaseRow> postdeploy(String state);

  @Query("select status from releases where id = :id for update")
  Optional<String> lockStatus(UUID id);

  @Query(
      "update releases set status = :status, failure = :failure, aborted = :aborted,"
          + " updated_at = :at where id = :id")
  int status(UUID id, String status, String failure, boolean aborted, Instant at);
}
