package paas.platform.store.database;

import static org.junit.jupiter.api.Assertions.assertEquals;

import com.zaxxer.hikari.HikariDataSource;
import java.nio.file.Path;
import java.sql.Connection;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.Statement;
import java.time.Clock;
import java.util.ArrayList;
import java.util.List;
import org.flywaydb.core.Flyway;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Nested;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import paas.platform.store.PostgresServer;
import paas.platform.store.StoreSettings;

/** What goes with a user, and what stays because it is an app's. */
@Tag("contract")
class UsersGoTest {
  private static final String USER = "00000000-0000-0000-0000-000000000001";
  private static final String OWNER = "00000000-0000-0000-0000-000000000002";
  private static final String APP = "00000000-0000-0000-0000-00000000000a";
  private static final String BUILD = "00000000-0000-0000-0000-00000000000b";

  @Nested
  class OnH2 extends Contract {
    @Override
    StoreSettings settings(Path home) {
      return StoreSettings.of(home, "", "", "");
    }
  }

  @Nested
  class OnPostgreSql extends Contract {
    @Override
    StoreSettings settings(Path home) {
      return StoreSettings.of(home, PostgresServer.newDatabase(), "", "");
    }
  }

  abstract static class Contract {
    @TempDir Path home;
    private StoreSettings settings;
    private HikariDataSource pool;

    abstract StoreSettings settings(Path home);

    @BeforeEach
    void open() {
      settings = settings(home);
      pool = Pools.open(settings);
    }

    @AfterEach
    void close() {
      pool.close();
    }

    private void migrate() {
      DatabaseCopy copies = new DatabaseCopy(pool, settings.backups());
      new Schema(pool, Backup.of(settings, copies, Clock.systemUTC())).migrate();
    }

    private void execute(String... statements) throws SQLException {
      try (Connection connection = pool.getConnection();
          Statement statement = connection.createStatement()) {
        for (String sql : statements) {
          statement.execute(sql);
        }
      }
    }

    /** The first column. */
    private List<String> query(String sql) throws SQLException {
      List<String> rows = new ArrayList<>();
      try (Connection connection = pool.getConnection();
          Statement statement = connection.createStatement();
          ResultSet result = statement.executeQuery(sql)) {
        while (result.next()) {
          rows.add(String.valueOf(result.getString(1)));
        }
      }
      return rows;
    }

    /** A table that comes to name users says here what becomes of its rows without them. */
    @Test
    void onlyWhatIsTheUsersOwnGoesWithThem() throws SQLException {
      migrate();
      assertEquals(
          List.of(
              "apps NO ACTION",
              "collaborators CASCADE",
              "git_credentials CASCADE",
              "git_sources SET NULL",
              "queued_builds SET NULL",
              "tokens CASCADE"),
          query(
              "select t.table_name || ' ' || r.delete_rule"
                  + " from information_schema.referential_constraints r"
                  + " join information_schema.table_constraints t"
                  + " on t.constraint_name = r.constraint_name"
                  + " join information_schema.table_constraints u"
                  + " on u.constraint_name = r.unique_constraint_name"
                  + " where u.table_name = 'users' order by 1"));
    }

    @Test
    void whatWasNamedBeforeTheMigrationKeepsItsUserUntilTheyGo() throws SQLException {
      Flyway.configure().dataSource(pool).target("32").load().migrate();
      String at = "timestamp with time zone '2026-11-20 10:00:00+00'";
      execute(
          "insert into users values ('" + USER + "', 'a@example.com', false, " + at + ")",
          "insert into users values ('" + OWNER + "', 'b@example.com', false, " + at + ")",
          "insert into apps (id, name, owner, maintenance, deploy_branch, boot_timeout_ms,"
              + " first_byte_timeout_ms, created_at, updated_at) values"
              + (" ('" + APP + "', 'shop', '" + OWNER + "', false, '', 1, 1, " + at)
              + (", " + at + ")"),
          "insert into builds (id, app, source_commit, made_by, status, release_version, failure,"
              + (" created_at, updated_at) values ('" + BUILD + "', '" + APP + "', '', 'a'")
              + (", 'pending', 0, '', " + at + ", " + at + ")"),
          "insert into git_sources values ('" + APP + "', 'u', 'main', '" + USER + "', " + at + ")",
          ("insert into queued_builds values ('" + BUILD + "', 'sync', 'u', 'main', '', '', '',")
              + (" false, '" + USER + "')"));

      migrate();

      String named = "select user_id from git_sources union all select user_id from queued_builds";
      assertEquals(List.of(USER, USER), query(named));
      execute("delete from users where id = '" + USER + "'");
      assertEquals(List.of("null", "null"), query(named));
    }
  }
}
