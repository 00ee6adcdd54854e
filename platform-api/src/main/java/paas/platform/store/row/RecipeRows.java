package paas.platform.store.row;

import io.micronaut.data.jdbc.annotation.JdbcRepository;
import io.micronaut.data.model.query.builder.sql.Dialect;
import io.micronaut.data.repository.GenericRepository;
import java.util.Optional;
import java.util.UUID;

/** Statements on {@code recipes}. */
@JdbcRepository(dialect = Dialect.POSTGRES)
public interface RecipeRows extends GenericRepository<RecipeRow, UUID> {
  void save(RecipeRow row);

  Optional<RecipeRow> findById(UUID app);

  void update(RecipeRow row);
}
