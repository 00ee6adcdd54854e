package paas.platform.store.row;

import io.micronaut.data.annotation.Query;
import io.micronaut.data.jdbc.annotation.JdbcRepository;
import io.micronaut.data.model.query.builder.sql.Dialect;
import io.micronaut.data.repository.GenericRepository;
import java.util.List;
import java.util.UUID;

/** Statements on {@code challenge_records}. */
@JdbcRepository(dialect = Dialect.POSTGRES)
public interface ChallengeRecordRows extends GenericRepository<ChallengeRecordRow, UUID> {
  void save(ChallengeRecordRow row);

  @Query("select * from challenge_records order by created_at")
  List<ChallengeRecordRow> all();

  @Query("delete from challenge_records where record_name = :recordName and digest = :digest")
  int remove(String recordName, String digest);
}
