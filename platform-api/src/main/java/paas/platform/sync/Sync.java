package paas.platform.sync;

import java.io.IOException;
import java.util.Optional;
import java.util.UUID;
import java.util.function.Consumer;
import org.eclipse.jgit.lib.Constants;
import org.eclipse.jgit.lib.ObjectId;
import org.eclipse.jgit.lib.Repository;
import paas.platform.app.App;
import paas.platform.build.BuildOutcome;
import paas.platform.git.CommitBuilds;
import paas.platform.git.Fetches;
import paas.platform.git.Reader;
import paas.platform.git.Reference;
import paas.platform.git.Repositories;
import paas.platform.git.RepositoryLocks;
import paas.platform.git.Submodules;
import paas.platform.intake.Console;
import paas.platform.intake.Deployment;
import paas.platform.intake.Notes;
import paas.platform.push.PushMarker;
import paas.platform.store.BuildOrder;
import paas.platform.store.BuildQueue;

/** One sync: fetches, builds, and moves the app's deploy branch as a push would have. */
final class Sync implements Deployment.Maker, Notes {
  /** Hidden from fetches and pushes, as all of refs/paas. */
  private static final String FETCHED = "refs/paas/fetched";

  private final App app;
  private final BuildOrder.Sync order;
  private final Repositories repositories;
  private final Fetches fetches;
  private final CommitBuilds builds;
  private final BuildQueue queue;
  private final Readers readers;
  private Optional<ObjectId> commit = Optional.empty();

  Sync(
      App app,
      BuildOrder.Sync order,
      Repositories repositories,
      Fetches fetches,
      CommitBuilds builds,
      BuildQueue queue,
      Readers readers) {
    this.app = app;
    this.order = order;
    this.repositories = repositories;
    this.fetches = fetches;
    this.builds = builds;
    this.queue = queue;
    this.readers = readers;
  }

  @Override
  public BuildOutcome make(UUID build, Console console, Consumer<Runnable> whenGone)
      throws IOException {
    try (RepositoryLocks.Hold hold = repositories.locks().use(app.id());
        Repository repository = repositories.open(app.id())) {
      console.heading("Fetching " + order.url());
      Reader reader = readers.reader(app.id(), order);
      if (reader.user().isEmpty()) {
        console.detail("Without an account: who named it has no part in the app any more");
      }
      Fetches.Remote remote = readers.remote(order.url(), reader, whenGone);
      ObjectId fetched =
          fetches.commit(repository, remote, new Reference(order.reference()), FETCHED);
      commit = Optional.of(fetched);
      console.detail("Commit " + fetched.abbreviate(8).name());
      queue.version(build, fetched.name());
      return builds.run(
          app,
          build,
          repository,
          fetched,
          new Submodules.Asked(app.id(), reader, Optional.of(order.url()), console, whenGone));
    }
  }

  @Override
  public void beforeRelease() throws IOException {
    try (Repository repository = repositories.open(app.id())) {
      PushMarker.set(repository, branch(repository), commit.orElseThrow());
    }
  }

  @Override
  public void ended(boolean live) throws IOException {
    if (commit.isPresent()) {
      try (Repository repository = repositories.open(app.id())) {
        String branch = branch(repository);
        if (live) {
          PushMarker.force(repository, Constants.R_HEADS + branch, commit.get());
        }
        PushMarker.clear(repository, branch);
      }
    }
  }

  /** The one that deploys; where both main and master would, the one that is there. */
  private String branch(Repository repository) throws IOException {
    String set = app.settings().deployBranch();
    boolean master =
        repository.exactRef(Constants.R_HEADS + "master") != null
            && repository.exactRef(Constants.R_HEADS + "main") == null;
    return set.isEmpty() ? (master ? "master" : "main") : set;
  }
}
