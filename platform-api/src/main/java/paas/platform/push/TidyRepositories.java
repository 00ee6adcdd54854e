package paas.platform.push;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.time.InstantSource;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.stream.Collectors;
import org.eclipse.jgit.lib.Repository;
import paas.platform.app.App;
import paas.platform.app.AppId;
import paas.platform.collect.Collectable;
import paas.platform.collect.Collected;
import paas.platform.collect.Reclaimed;
import paas.platform.git.Repositories;
import paas.platform.store.AppStore;

/** Tidies the repositories, never one that is pushed to, and removes those of destroyed apps. */
final class TidyRepositories implements Collectable {
  private final Repositories repositories;
  private final AppStore apps;
  private final InstantSource clock;

  TidyRepositories(Repositories repositories, AppStore apps, InstantSource clock) {
    this.repositories = repositories;
    this.apps = apps;
    this.clock = clock;
  }

  /** The apps are asked for last: one whose repository was seen is among them, or destroyed. */
  @Override
  public Collected collect() {
    List<AppId> all = repositories.all();
    Set<AppId> living = apps.all().stream().map(App::id).collect(Collectors.toSet());
    List<Reclaimed> reclaimed = new ArrayList<>();
    for (AppId app : all) {
      repositories
          .locks()
          .alone(app)
          .ifPresent(hold -> {
            try (hold) {
              reclaimed.addAll(living.contains(app) ? tidy(app) : remove(app));
            }
          });
    }
    return Collected.all(reclaimed);
  }

  private List<Reclaimed> remove(AppId app) {
    repositories.remove(app);
    return List.of(new Reclaimed(Optional.empty(), Reclaimed.Kind.REPOSITORY, 1, 0));
  }

  private List<Reclaimed> tidy(AppId app) {
    try (Repository repository = repositories.open(app)) {
      return reclaimed(app, new PackTidying(repository, clock.instant()).run());
    } catch (IOException e) {
      throw new UncheckedIOException("The repository of app " + app + " cannot be tidied", e);
    }
  }

  private static List<Reclaimed> reclaimed(AppId app, PackTidying.Tidied tidied) {
    List<Reclaimed> reclaimed = new ArrayList<>();
    if (tidied.packs() > 0) {
      reclaimed.add(
          new Reclaimed(Optional.of(app), Reclaimed.Kind.GIT_PACK, tidied.packs(), tidied.bytes()));
    }
    if (tidied.cutOffPushes() > 0) {
      long bytes = tidied.packs() > 0 ? 0 : tidied.bytes();
      reclaimed.add(
          new Reclaimed(
              Optional.of(app), Reclaimed.Kind.CUT_OFF_PUSH, tidied.cutOffPushes(), bytes));
    }
    return reclaimed;
  }
}
