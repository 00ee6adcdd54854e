package paas.platform.api;

import io.micronaut.context.ApplicationContext;
import io.micronaut.runtime.server.EmbeddedServer;
import java.io.File;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.InetAddress;
import java.net.URI;
import java.net.http.HttpClient;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Clock;
import java.util.Comparator;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.SortedMap;
import java.util.TreeMap;
import java.util.UUID;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.stream.Stream;
import org.junit.jupiter.api.extension.ExtensionContext;
import org.junit.jupiter.api.extension.ParameterContext;
import org.junit.jupiter.api.extension.ParameterResolver;
import paas.platform.access.Email;
import paas.platform.access.User;
import paas.platform.app.App;
import paas.platform.app.AppId;
import paas.platform.app.AppName;
import paas.platform.app.AppSettings;
import paas.platform.check.InstanceFacts;
import paas.platform.release.ImageDigest;
import paas.platform.release.ProcessType;
import paas.platform.release.Release;
import paas.platform.release.ReleaseStatus;
import paas.platform.release.Slug;
import paas.platform.store.AppStore;
import paas.platform.store.BuildQueue;
import paas.platform.store.CollaboratorStore;
import paas.platform.store.ReleaseDraft;
import paas.platform.store.ReleaseStore;
import paas.platform.store.TokenStore;
import paas.platform.store.UserStore;
import paas.router.http.RouteLoad;
import paas.router.logs.LogRouter;

/** The API on a real server and a real store, with fakes for what runs containers. One per run. */
final class TestPlatform implements AutoCloseable {
  /** The one address of this machine that users may name. */
  static final String COLLECTOR = "127.0.0.77";

  final FakeFleet fleet = new FakeFleet();
  final FakeJournal journal = new FakeJournal();
  final FakeOneOffs oneOffs = new FakeOneOffs();
  final FakeExecs execs = new FakeExecs();
  final FakeInstances instances = new FakeInstances();
  final FakeBuilds builds = new FakeBuilds();
  final FakeVolumes volumes = new FakeVolumes();
  final FakeLinks links = new FakeLinks();
  final Map<AppId, List<InstanceFacts>> sightings = new ConcurrentHashMap<>();

  /** What is in flight, as far as a router is there that tells. */
  final Map<String, List<RouteLoad>> loads = new ConcurrentHashMap<>();

  final LogRouter logs;
  final HttpClient http = HttpClient.newHttpClient();
  private final Path home;
  private final ApplicationContext context;
  private final EmbeddedServer server;
  private final AtomicInteger names = new AtomicInteger();

  /** What {@link TestBeans} puts in the places of the real things. */
  record Fakes(
      FakeFleet fleet,
      FakeBuilds builds,
      FakeJournal journal,
      FakeOneOffs oneOffs,
      FakeLinks links,
      FakeExecs execs,
      FakeInstances instances,
      FakeVolumes volumes,
      Map<AppId, List<InstanceFacts>> sightings,
      Map<String, List<RouteLoad>> loads) {}

  /** Another one, on what a former one left in {@code home}; closing it removes that. */
  static TestPlatform on(Path home) {
    return new TestPlatform(home);
  }

  private TestPlatform(Path home) {
    this.home = home;
    context =
        ApplicationContext.builder()
            .properties(
                Map.of(
                    "paas.home",
                    home.toString(),
                    "paas.domain",
                    "apps.test",
                    "paas.fetch.allow",
                    COLLECTOR,
                    "micronaut.server.port",
                    "-1"))
            .environments(TestBeans.ENVIRONMENT)
            .singletons(
                new Fakes(
                    fleet, builds, journal, oneOffs, links, execs, instances, volumes, sightings,
                    loads))
            .build()
            .start();
    fleet.apps = Optional.of(bean(AppStore.class));
    builds.queue = Optional.of(bean(BuildQueue.class));
    logs = bean(LogRouter.class);
    server = context.getBean(EmbeddedServer.class).start();
  }

  <T> T bean(Class<T> type) {
    return context.getBean(type);
  }

  URI uri(String path) {
    return URI.create(server.getURI() + path);
  }

  /** A name that no other test has. */
  String unique(String stem) {
    return stem + "-" + names.incrementAndGet();
  }

  User user() {
    return user(false);
  }

  User user(boolean admin) {
    Email email = new Email(unique("user") + "@example.com");
    return bean(UserStore.class).create(email, admin, Clock.systemUTC().instant());
  }

  String token(User user) {
    return bean(TokenStore.class).issue(user.id(), "test", Optional.empty());
  }

  /** Requests with this user's fresh token. */
  Requests as(User user) {
    return with("Bearer " + token(user));
  }

  Requests anonymous() {
    return new Requests(this, http, Optional.empty());
  }

  Requests with(String authorization) {
    return new Requests(this, http, Optional.of(authorization));
  }

  /** Requests from another address of this machine. */
  Elsewhere from(String address) {
    return new Elsewhere(address);
  }

  /** A client at an address of its own. */
  final class Elsewhere {
    private final HttpClient client;

    Elsewhere(String address) {
      client = HttpClient.newBuilder().localAddress(InetAddress.ofLiteral(address)).build();
    }

    Requests with(String authorization) {
      return new Requests(TestPlatform.this, client, Optional.of(authorization));
    }

    Requests as(User user) {
      return with("Bearer " + token(user));
    }
  }

  App app(User owner) {
    AppName name = new AppName(unique("app"));
    return bean(AppStore.class)
        .create(name, owner.id(), AppSettings.DEFAULT, Clock.systemUTC().instant());
  }

  /** The id by which clients name the build of a release. */
  String slugId(Release release) {
    String image = release.slug().orElseThrow().image().value();
    return UUID.nameUUIDFromBytes(image.getBytes(StandardCharsets.UTF_8)).toString();
  }

  Path home() {
    return home;
  }

  void collaborate(App app, User user) {
    bean(CollaboratorStore.class).add(app.id(), user.id(), Clock.systemUTC().instant());
  }

  /** Releases a build with these process types, and lets it succeed. */
  Release deploy(App app, Map<String, String> processes) {
    SortedMap<ProcessType, String> types = new TreeMap<>();
    processes.forEach((type, command) -> types.put(new ProcessType(type), command));
    String digits = "%064x".formatted(names.incrementAndGet());
    Slug slug =
        new Slug(
            new ImageDigest("sha256:" + digits), List.of("/launch"), types, "Node.js", "abc123");
    ReleaseStore releases = bean(ReleaseStore.class);
    Release release =
        releases.record(
            app.id(),
            new ReleaseDraft.NewSlug(slug, "pusher@example.com", "Deploy abc123"),
            Clock.systemUTC().instant());
    releases.status(release.id(), new ReleaseStatus.Succeeded(), Clock.systemUTC().instant());
    return release;
  }

  @Override
  public void close() {
    http.shutdownNow(); // close() would wait for what a failed test left open
    context.close();
    try (Stream<Path> left = Files.walk(home)) {
      left.sorted(Comparator.reverseOrder()).map(Path::toFile).forEach(File::delete);
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  /** Starts the platform for the first test that asks, and ends it after the last. */
  static final class Extension implements ParameterResolver {
    @Override
    public boolean supportsParameter(ParameterContext parameter, ExtensionContext extension) {
      return parameter.getParameter().getType() == TestPlatform.class;
    }

    @Override
    public Object resolveParameter(ParameterContext parameter, ExtensionContext extension) {
      return extension
          .getRoot()
          .getStore(ExtensionContext.Namespace.GLOBAL)
          .computeIfAbsent(TestPlatform.class, type -> start(), TestPlatform.class);
    }

    private static TestPlatform start() {
      try {
        return new TestPlatform(Files.createTempDirectory("paas-api-test"));
      } catch (IOException e) {
        throw new UncheckedIOException(e);
      }
    }
  }
}
