package paas.platform.store;

import io.micronaut.context.ApplicationContext;
import io.zonky.test.db.postgres.embedded.EmbeddedPostgres;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Instant;
import java.util.Map;
import java.util.UUID;
import org.jspecify.annotations.Nullable;
import paas.platform.access.Email;
import paas.platform.access.User;
import paas.platform.app.App;
import paas.platform.app.AppName;
import paas.platform.app.AppSettings;

/** The real stores on one database each, opened once for the test JVM. */
final class Stores {
  static final Instant NOW = Instant.parse("2026-11-20T10:00:00.123456789Z");
  static final Instant NOW_STORED = Instant.parse("2026-11-20T10:00:00.123456Z");

  private static @Nullable Stores h2;
  private static @Nullable Stores postgreSql;
  private static @Nullable EmbeddedPostgres server;

  final Path home;
  final AppStore apps;
  final ReleaseStore releases;
  final FormationStore formations;
  final DomainStore domains;
  final UserStore users;
  final CollaboratorStore collaborators;
  final TokenStore tokens;
  final BuildStore builds;

  private Stores(Path home, ApplicationContext context) {
    this.home = home;
    this.apps = context.getBean(AppStore.class);
    this.releases = context.getBean(ReleaseStore.class);
    this.formations = context.getBean(FormationStore.class);
    this.domains = context.getBean(DomainStore.class);
    this.users = context.getBean(UserStore.class);
    this.collaborators = context.getBean(CollaboratorStore.class);
    this.tokens = context.getBean(TokenStore.class);
    this.builds = context.getBean(BuildStore.class);
  }

  static synchronized Stores onH2() {
    Stores open = h2;
    if (open == null) {
      Path home = temporaryHome();
      open = new Stores(home, closedAtExit(ApplicationContext.run(settings(home, ""))));
      h2 = open;
    }
    return open;
  }

  static synchronized Stores onPostgreSql() {
    Stores open = postgreSql;
    if (open == null) {
      Path home = temporaryHome();
      open = new Stores(home, closedAtExit(ApplicationContext.run(settings(home, newDatabase()))));
      postgreSql = open;
    }
    return open;
  }

  /** The JDBC URL of an empty database on the JVM's one PostgreSQL server. */
  static synchronized String newDatabase() {
    try {
      EmbeddedPostgres running = server;
      if (running == null) {
        running = EmbeddedPostgres.builder().start();
        server = running;
      }
      String name = "t" + UUID.randomUUID().toString().replace("-", "");
      try (var connection = running.getPostgresDatabase().getConnection();
          var statement = connection.createStatement()) {
        statement.execute("create database " + name);
      }
      return running.getJdbcUrl("postgres", name);
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    } catch (java.sql.SQLException e) {
      throw new IllegalStateException(e);
    }
  }

  static Map<String, Object> settings(Path home, String url) {
    return Map.of("paas.home", home.toString(), "paas.database.url", url);
  }

  private static Path temporaryHome() {
    try {
      return Files.createTempDirectory("paas-store-test");
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  private static ApplicationContext closedAtExit(ApplicationContext context) {
    Runtime.getRuntime().addShutdownHook(new Thread(context::close, "close-test-store"));
    return context;
  }

  User newUser() {
    return users.create(new Email("u" + UUID.randomUUID() + "@example.com"), false, NOW);
  }

  App newApp() {
    return newApp(newUser());
  }

  App newApp(User owner) {
    return apps.create(newName(), owner.id(), AppSettings.DEFAULT, NOW);
  }

  static AppName newName() {
    return new AppName("a" + UUID.randomUUID().toString().replace("-", "").substring(0, 20));
  }
}
