package paas.platform.store.row;

import io.micronaut.data.annotation.Query;
import io.micronaut.data.jdbc.annotation.JdbcRepository;
import io.micronaut.data.model.query.builder.sql.Dialect;
import io.micronaut.data.repository.GenericRepository;
import java.util.List;
import java.util.UUID;

/** Statements on {@code release_steps}. */
@JdbcRepository(dialect = Dialect.POSTGRES)
public interface ReleaseStepRows extends GenericRepository<ReleaseStepRow, UUID> {
  void save(ReleaseStepRow row);

  /** Of the app's newest releases. */
  @Query(
      "select * from release_steps where release_id in"
          + " (select id from releases where app = :app order by version desc limit :newest)"
          + " order by reached_at, id")
  List<ReleaseStepRow> of(UUID app, int newest);
}
