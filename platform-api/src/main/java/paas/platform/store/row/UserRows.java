package paas.platform.store.row;

import io.micronaut.data.annotation.Query;
import io.micronaut.data.jdbc.annotation.JdbcRepository;
import io.micronaut.data.model.query.builder.sql.Dialect;
import io.micronaut.data.repository.GenericRepository;
import java.util.List;
import java.util.Optional;
import java.util.UUID;

/** Statements on {@code users}. */
@JdbcRepository(dialect = Dialect.POSTGRES)
public interface UserRows extends GenericRepository<UserRow, UUID> {
  void save(UserRow row);

  Optional<UserRow> findById(UUID id);

  /** Holds the row until the transaction ends: who gives one user more stands in line. */
  @Query("select * from users where id = :id for update")
  Optional<UserRow> lock(UUID id);

  @Query("select * from users where email = :email")
  Optional<UserRow> named(String email);

  @Query("select * from users order by email")
  List<UserRow> all();

  @Query(
      "select u.* from users u join collaborators c on c.user_id = u.id"
          + " where c.app = :app order by u.email")
  List<UserRow> collaborating(UUID app);

  @Query("delete from users where id = :id")
  int remove(UUID id);
}
