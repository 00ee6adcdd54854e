package paas.platform.store.row;

import io.micronaut.data.annotation.Query;
import io.micronaut.data.jdbc.annotation.JdbcRepository;
import io.micronaut.data.model.query.builder.sql.Dialect;
import io.micronaut.data.repository.GenericRepository;
import java.util.List;
import java.util.UUID;

/** Statements on {@code quantities}. */
@JdbcRepository(dialect = Dialect.POSTGRES)
public interface QuantityRows extends GenericRepository<QuantityRow, UUID> {
  void save(QuantityRow row);

  @Query("select * from quantities where app = :app order by process_type")
  List<QuantityRow> of(UUID app);

  /** By hand. */
  @Query(
      "update quantities set quantity = :quantity, chosen = :quantity"
          + " where app = :app and process_type = :processType")
  int change(UUID app, String processType, int quantity);

  /** By load: what was chosen by hand is still known. */
  @Query(
      "update quantities set quantity = :quantity"
          + " where app = :app and process_type = :processType")
  int follow(UUID app, String processType, int quantity);
}
