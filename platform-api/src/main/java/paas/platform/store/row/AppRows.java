package paas.platform.store.row;

import io.micronaut.data.annotation.Query;
import io.micronaut.data.jdbc.annotation.JdbcRepository;
import io.micronaut.data.model.query.builder.sql.Dialect;
import io.micronaut.data.repository.GenericRepository;
import java.util.List;
import java.util.Optional;
import java.util.UUID;

/** Statements on {@code apps}. */
@JdbcRepository(dialect = Dialect.POSTGRES)
public interface AppRows extends GenericRepository<AppRow, UUID> {
  void save(AppRow row);

  Optional<AppRow> findById(UUID id);

  @Query("select * from apps where name = :name")
  Optional<AppRow> named(String name);

  /** Holds the row until the transaction ends: writers of one app stand in line. */
  @Query("select * from apps where id = :id for update")
  Optional<AppRow> lock(UUID id);

  @Query("select * from apps order by name")
  List<AppRow> all();

  @Query(
      "select * from apps where owner = :user"
          + " or id in (select app from collaborators where user_id = :user) order by name")
  List<AppRow> visibleTo(UUID user);

  @Query("select count(*) from apps where owner = :owner")
  long countOf(UUID owner);

  @Query("select * from apps where owner = :owner order by name")
  List<AppRow> ownedBy(UUID owner);

  void update(AppRow row);

  @Query("delete from apps where id = :id")
  int remove(UUID id);
}
