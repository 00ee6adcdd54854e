package paas.platform.push;

import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;
import java.time.InstantSource;
import java.util.Map;
import java.util.Optional;
import org.eclipse.jgit.internal.storage.dfs.DfsRepositoryDescription;
import org.eclipse.jgit.internal.storage.dfs.InMemoryRepository;
import org.eclipse.jgit.lib.Ref;
import org.eclipse.jgit.lib.Repository;
import org.eclipse.jgit.storage.pack.PackConfig;
import org.eclipse.jgit.transport.PacketLineOut;
import org.eclipse.jgit.transport.ReceiveCommand;
import org.eclipse.jgit.transport.ReceivePack;
import org.eclipse.jgit.transport.RefAdvertiser.PacketLineOutRefAdvertiser;
import org.eclipse.jgit.transport.UploadPack;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import paas.platform.access.Permission;
import paas.platform.access.Standing;
import paas.platform.access.User;
import paas.platform.app.App;
import paas.platform.app.AppId;
import paas.platform.app.AppName;
import paas.platform.app.AppSettings;
import paas.platform.deploy.Deployer;
import paas.platform.fault.Rejected;
import paas.platform.git.Repositories;
import paas.platform.git.RepositoryLocks;
import paas.platform.intake.Requester;
import paas.platform.pack.PackIntake;
import paas.platform.pack.ReceivingRepository;
import paas.platform.store.AppStore;

/** Serves pushes and fetches; finds the app and whether this user may. */
public final class GitService {
  private static final Logger LOG = LoggerFactory.getLogger(GitService.class);

  private final AppStore apps;
  private final AppAccess access;
  private final Repositories repositories;
  private final PackIntake packs;
  private final PushDeploy deploy;
  private final TriedBranches tried;
  private final Deployer deployer;
  private final InstantSource clock;

  GitService(
      AppStore apps,
      AppAccess access,
      Repositories repositories,
      PackIntake packs,
      PushDeploy deploy,
      TriedBranches tried,
      Deployer deployer,
      InstantSource clock) {
    this.apps = apps;
    this.access = access;
    this.repositories = repositories;
    this.packs = packs;
    this.deploy = deploy;
    this.tried = tried;
    this.deployer = deployer;
    this.clock = clock;
  }

  /** An app that does not exist yet is shown as an empty repository: the push will create it. */
  void advertiseReceive(String name, User user, OutputStream out) throws IOException {
    AppName wanted = new AppName(name);
    Optional<App> app = apps.find(wanted);
    if (app.isPresent()) {
      access.require(app.get(), user);
    }
    try (Repository repository =
        app.isPresent()
            ? repositories.open(app.get().id())
            : new InMemoryRepository(new DfsRepositoryDescription(name))) {
      if (app.isPresent()) {
        tried.putBack(app.get(), repository);
      }
      ReceivePack pack = new Receiver(repository);
      PacketLineOut lines = lines(out);
      lines.writeString("# service=git-receive-pack\n");
      lines.end();
      pack.sendAdvertisedRefs(new PacketLineOutRefAdvertiser(lines));
    }
  }

  void advertiseUpload(String name, User user, Optional<String> protocol, OutputStream out)
      throws IOException {
    try (Repository repository = repositories.open(readable(name, user).id())) {
      UploadPack pack = configured(new UploadPack(repository));
      protocol.ifPresent(p -> pack.setExtraParameters(java.util.List.of(p.split(":"))));
      pack.sendAdvertisedRefs(new PacketLineOutRefAdvertiser(lines(out)), "git-upload-pack");
    }
  }

  /**
   * Starts the push on a thread of its own; the body ends when the push has. What is pushed goes
   * live only if {@code standing} still lets it then.
   */
  StreamedBody receive(String name, User user, Standing standing, InputStream in) {
    Destination destination = findOrCreate(new AppName(name), user);
    AppId app = destination.app().id();
    Requester requester = new Requester(() -> standing.still(app, Permission.APP_WRITE));
    StreamedBody body = new StreamedBody(requester::left);
    Thread.ofVirtual()
        .name("push-" + destination.app().name())
        .start(() -> receive(destination, user, in, body, requester));
    return body;
  }

  private void receive(
      Destination destination, User user, InputStream in, StreamedBody body, Requester requester) {
    App app = destination.app();
    try (body;
        RepositoryLocks.Hold _ = repositories.locks().use(app.id());
        Repository repository = receiving(app, requester)) {
      ReceivePack pack = new Receiver(repository);
      pack.setPreReceiveHook(new PushGate(destination, user, repository, deploy, requester));
      pack.setPostReceiveHook((p, commands) -> commands.forEach(c -> settle(repository, c)));
      pack.receive(in, body, null);
    } catch (IOException | RuntimeException e) {
      LOG.info("A push to {} ended early: {}", app.name(), e.toString());
    }
  }

  private Repository receiving(App app, Requester requester) throws IOException {
    try (Repository repository = repositories.open(app.id())) {
      return new ReceivingRepository(repository.getDirectory(), packs, requester::whenGone);
    }
  }

  /** The ref is moved: nothing is left to be put right after a kill. */
  private static void settle(Repository repository, ReceiveCommand command) {
    try {
      String branch = Repository.shortenRefName(command.getRefName());
      PushMarker.clear(repository, branch, command.getNewId());
    } catch (IOException e) {
      LOG.warn("A marker of a finished push is left behind; the next start removes it", e);
    }
  }

  StreamedBody upload(String name, User user, Optional<String> protocol, InputStream in) {
    App app = readable(name, user);
    StreamedBody body = new StreamedBody(() -> {});
    Thread.ofVirtual().name("fetch-" + app.name()).start(() -> upload(app, protocol, in, body));
    return body;
  }

  private void upload(App app, Optional<String> protocol, InputStream in, StreamedBody body) {
    try (body;
        RepositoryLocks.Hold _ = repositories.locks().use(app.id());
        Repository repository = repositories.open(app.id())) {
      UploadPack pack = configured(new UploadPack(repository));
      protocol.ifPresent(p -> pack.setExtraParameters(java.util.List.of(p.split(":"))));
      pack.upload(in, body, null);
    } catch (IOException | RuntimeException e) {
      LOG.info("A fetch from {} ended early: {}", app.name(), e.toString());
    }
  }

  private App readable(String name, User user) {
    App app =
        apps.find(new AppName(name))
            .orElseThrow(
                () -> Rejected.notFound("app", "There is no app '" + name + "' that you may see."));
    access.require(app, user);
    return app;
  }

  private Destination findOrCreate(AppName name, User user) {
    Optional<App> existing = apps.find(name);
    if (existing.isPresent()) {
      access.require(existing.get(), user);
      return new Destination(existing.get(), false);
    }
    App created = apps.create(name, user.id(), AppSettings.DEFAULT, clock.instant());
    deployer.wake(created.id());
    return new Destination(created, true);
  }

  /** Deltas are sent as they came: to search for more, JGit would hold many files in memory. */
  private static UploadPack configured(UploadPack pack) {
    PackConfig config = new PackConfig(pack.getRepository());
    config.setDeltaCompress(false);
    pack.setPackConfig(config);
    pack.setBiDirectionalPipe(false);
    pack.setRefFilter(GitService::visible);
    return pack;
  }

  static Map<String, Ref> visible(Map<String, Ref> refs) {
    Map<String, Ref> shown = new java.util.HashMap<>(refs);
    shown.keySet().removeIf(name -> name.startsWith("refs/paas/"));
    return shown;
  }

  private static PacketLineOut lines(OutputStream out) {
    PacketLineOut lines = new PacketLineOut(out);
    lines.setFlushOnEnd(false);
    return lines;
  }
}
