package paas.platform.store.row;

import io.micronaut.data.annotation.Query;
import io.micronaut.data.jdbc.annotation.JdbcRepository;
import io.micronaut.data.model.query.builder.sql.Dialect;
import io.micronaut.data.repository.GenericRepository;
import java.util.List;
import java.util.UUID;

/** Statements on {@code slots}. */
@JdbcRepository(dialect = Dialect.POSTGRES)
public interface SlotRows extends GenericRepository<SlotRow, UUID> {
  void save(SlotRow row);

  @Query("select * from slots where app = :app order by process_type, ordinal")
  List<SlotRow> of(UUID app);

  void update(SlotRow row);

  /** Slots beyond a quantity are no longer there to be stopped. */
  @Query(
      "update slots set stopped = false"
          + " where app = :app and process_type = :processType and ordinal > :quantity")
  int forgetStopsBeyond(UUID app, String processType, int quantity);
}
