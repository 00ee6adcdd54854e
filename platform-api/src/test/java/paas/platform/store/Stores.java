package paas.platform.store;

import io.micronaut.context.ApplicationContext;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Instant;
import java.util.Comparator;
import java.util.HashMap;
import java.util.Map;
import java.util.UUID;
import java.util.stream.Stream;
import javax.sql.DataSource;
import org.jspecify.annotations.Nullable;
import paas.platform.access.Email;
import paas.platform.access.User;
import paas.platform.app.App;
import paas.platform.app.AppName;
import paas.platform.app.AppSettings;
import paas.platform.store.database.OpenDatabase;
import paas.platform.store.row.CanaryRows;
import paas.platform.store.row.CertificateRows;

/** The real stores on one database; those that tests share are opened once for the test JVM. */
final class Stores implements AutoCloseable {
  static final Instant NOW = Instant.parse("2026-11-20T10:00:00.123456789Z");
  static final Instant NOW_STORED = Instant.parse("2026-11-20T10:00:00.123456Z");

  private static @Nullable Stores h2;
  private static @Nullable Stores postgreSql;

  final Path home;
  final DataSource dataSource;
  final Transactions transactions;
  final AppStore apps;
  final ReleaseStore releases;
  final FormationStore formations;
  final DomainStore domains;
  final UserStore users;
  final CollaboratorStore collaborators;
  final TokenStore tokens;
  final BuildStore builds;
  final BuildQueue queue;
  final PostdeployStore postdeploys;
  final RecipeStore recipes;
  final HealthStore health;
  final AutoscaleStore autoscales;
  final Arrivals arrivals;
  final EdgeStore edges;
  final CanaryStore canaries;
  final CanaryRows canaryRows;
  final MountStore mounts;
  final CertificateStore certificates;
  final CertificateRows certificateRows;
  final GitStore git;
  final WebhookStore webhooks;
  final CronStore crons;
  final CronRunStore cronRuns;
  final VolumeStore volumes;
  final NetworkLinkStore links;
  final LogDrainStore drains;
  private final ApplicationContext context;

  private Stores(Path home, ApplicationContext context) {
    this.home = home;
    this.context = context;
    this.dataSource = context.getBean(OpenDatabase.class).dataSource();
    this.transactions = context.getBean(Transactions.class);
    this.apps = context.getBean(AppStore.class);
    this.releases = context.getBean(ReleaseStore.class);
    this.formations = context.getBean(FormationStore.class);
    this.domains = context.getBean(DomainStore.class);
    this.users = context.getBean(UserStore.class);
    this.collaborators = context.getBean(CollaboratorStore.class);
    this.tokens = context.getBean(TokenStore.class);
    this.builds = context.getBean(BuildStore.class);
    this.queue = context.getBean(BuildQueue.class);
    this.postdeploys = context.getBean(PostdeployStore.class);
    this.recipes = context.getBean(RecipeStore.class);
    this.health = context.getBean(HealthStore.class);
    this.autoscales = context.getBean(AutoscaleStore.class);
    this.arrivals = context.getBean(Arrivals.class);
    this.certificates = context.getBean(CertificateStore.class);
    this.certificateRows = context.getBean(CertificateRows.class);
    this.edges = context.getBean(EdgeStore.class);
    this.canaries = context.getBean(CanaryStore.class);
    this.canaryRows = context.getBean(CanaryRows.class);
    this.mounts = context.getBean(MountStore.class);
    this.git = context.getBean(GitStore.class);
    this.webhooks = context.getBean(WebhookStore.class);
    this.crons = context.getBean(CronStore.class);
    this.cronRuns = context.getBean(CronRunStore.class);
    this.volumes = context.getBean(VolumeStore.class);
    this.links = context.getBean(NetworkLinkStore.class);
    this.drains = context.getBean(LogDrainStore.class);
  }

  /** The caller's own; an empty URL is H2 in {@code home}. */
  static Stores open(Path home, String url) {
    return open(home, url, Map.of());
  }

  static Stores open(Path home, String url, Map<String, Object> others) {
    Map<String, Object> settings = new HashMap<>(others);
    settings.put("paas.home", home.toString());
    settings.put("paas.database.url", url);
    return new Stores(home, ApplicationContext.run(settings));
  }

  static synchronized Stores onH2() {
    Stores open = h2;
    if (open == null) {
      open = shared("");
      h2 = open;
    }
    return open;
  }

  static synchronized Stores onPostgreSql() {
    Stores open = postgreSql;
    if (open == null) {
      open = shared(PostgresServer.newDatabase());
      postgreSql = open;
    }
    return open;
  }

  private static Stores shared(String url) {
    try {
      Path home = Files.createTempDirectory("paas-store-test");
      Stores stores = open(home, url);
      Runtime.getRuntime()
          .addShutdownHook(
              new Thread(
                  () -> {
                    stores.close();
                    delete(home);
                  },
                  "close-test-store"));
      return stores;
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  private static void delete(Path home) {
    try (Stream<Path> files = Files.walk(home)) {
      for (Path file : files.sorted(Comparator.reverseOrder()).toList()) {
        Files.delete(file);
      }
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
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

  @Override
  public void close() {
    context.close();
  }
}
