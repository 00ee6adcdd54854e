package paas.platform.deploy;

import java.nio.charset.StandardCharsets;
import java.util.Map;
import java.util.Optional;
import java.util.UUID;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.Executor;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import paas.platform.app.App;
import paas.platform.manifest.AppJson;
import paas.platform.manifest.ManifestFault;
import paas.platform.release.Release;
import paas.platform.release.Slug;
import paas.platform.store.AppStore;
import paas.platform.store.PostdeployStore;

/**
 * Runs {@code scripts.postdeploy} of an app's {@code app.json}: once, after the first release of
 * the app that went live. That it is owed is stored with the release's success, so that a restart
 * runs what a kill kept from beginning, and tells of what it cut off. Thread-safe.
 */
public final class Postdeploy {
  private static final Logger LOG = LoggerFactory.getLogger(Postdeploy.class);
  private static final String TYPE = "postdeploy";

  private final PhaseProcess process;
  private final PostdeployStore store;
  private final AppStore apps;
  private final Progress progress;
  private final Journal journal;
  private final Executor background;
  private final Map<UUID, CompletableFuture<Void>> running = new ConcurrentHashMap<>();

  Postdeploy(
      PhaseProcess process,
      PostdeployStore store,
      AppStore apps,
      Progress progress,
      Journal journal,
      Executor background) {
    this.process = process;
    this.store = store;
    this.apps = apps;
    this.progress = progress;
    this.journal = journal;
    this.background = background;
  }

  /** To be called once after a start, when one-offs that were left are gone. Returns at once. */
  public void resume() {
    store.begun().stream().filter(cut -> !running.containsKey(cut.id())).forEach(this::giveUp);
    store.owed().forEach(this::begin);
  }

  /** What was cut short is not run a second time unasked (decision 2). */
  private void giveUp(Release cut) {
    apps.find(cut.app())
        .filter(app -> cut.slug().flatMap(Postdeploy::command).isPresent())
        .ifPresent(app -> tell(app, "The platform was restarted while the postdeploy script ran."));
    store.end(cut.id());
  }

  /** Begins it, if one is owed and it was not begun. Returns at once. */
  void begin(Release live) {
    CompletableFuture<Void> end = new CompletableFuture<>();
    boolean may = live.slug().filter(slug -> !slug.notes().appJson().isEmpty()).isPresent();
    if (may && running.putIfAbsent(live.id(), end) == null) {
      background.execute(() -> {
        try {
          once(live);
        } finally {
          running.remove(live.id());
          end.complete(null);
        }
      });
    }
  }

  /** Blocks until the script of a release that is live has ended, if it has one that is owed. */
  public void await(Release live) {
    begin(live);
    Optional.ofNullable(running.get(live.id())).ifPresent(CompletableFuture::join);
  }

  private void once(Release live) {
    if (store.begin(live.id())) {
      apps.find(live.app())
          .ifPresent(app ->
              live.slug()
                  .flatMap(Postdeploy::command)
                  .ifPresent(command -> run(app, live, command)));
      store.end(live.id());
    }
  }

  private static Optional<String> command(Slug slug) {
    try {
      String text = slug.notes().appJson();
      return text.isEmpty()
          ? Optional.empty()
          : AppJson.parse(text.getBytes(StandardCharsets.UTF_8)).postdeployCommand();
    } catch (ManifestFault e) {
      throw new IllegalStateException("an app.json that was read before", e);
    }
  }

  private void run(App app, Release live, String command) {
    Optional<String> failure;
    try {
      failure = process.run(app, live, TYPE, "postdeploy script", command, new Recall());
    } catch (RuntimeException e) {
      LOG.warn("The postdeploy script of {} could not run", app.name(), e);
      failure = Optional.of("The postdeploy script could not run: " + e.getMessage());
    }
    failure.ifPresent(why -> tell(app, why));
  }

  private void tell(App app, String why) {
    String advice = "The release stays. It does not run again by itself: use paas run.";
    journal.event(app.id(), why + " " + advice);
    progress.line(app.id(), " !     " + why);
    progress.line(app.id(), " !     " + advice);
  }
}
