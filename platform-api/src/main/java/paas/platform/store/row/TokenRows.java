package paas.platform.store.row;

import io.micronaut.data.annotation.Query;
import io.micronaut.data.jdbc.annotation.JdbcRepository;
import io.micronaut.data.model.query.builder.sql.Dialect;
import io.micronaut.data.repository.GenericRepository;
import java.time.Instant;
import java.util.List;
import java.util.Optional;
import java.util.UUID;

/** Statements on {@code tokens}. */
@JdbcRepository(dialect = Dialect.POSTGRES)
public interface TokenRows extends GenericRepository<TokenRow, UUID> {
  void save(TokenRow row);

  @Query("select * from tokens where hash = :hash")
  Optional<TokenRow> hashed(String hash);

  @Query("select * from tokens where user_id = :user order by created_at, id")
  List<TokenRow> of(UUID user);

  @Query("select count(*) from tokens where user_id = :user")
  long count(UUID user);

  @Query("delete from tokens where user_id = :user and expires_at <= :now")
  int removeExpired(UUID user, Instant now);

  @Query("delete from tokens where id = :id and user_id = :user")
  int remove(UUID user, UUID id);

  @Query("delete from tokens where user_id = :user")
  int removeAll(UUID user);
}
