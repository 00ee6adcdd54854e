package paas.platform.push;

import java.io.IOException;
import java.util.Optional;
import org.eclipse.jgit.lib.Constants;
import org.eclipse.jgit.lib.Repository;
import paas.platform.fault.Rejected;
import paas.platform.git.CommitBuilds;
import paas.platform.git.Reader;
import paas.platform.git.Submodules;
import paas.platform.intake.Console;
import paas.platform.intake.Deployment;
import paas.platform.intake.Deploys;
import paas.platform.intake.Notes;
import paas.platform.intake.Requester;

/** What a push to the deploy branch does while git waits: its commit is deployed. */
public final class PushDeploy implements BranchDeploy {
  private final Deploys deploys;
  private final CommitBuilds builds;

  public PushDeploy(Deploys deploys, CommitBuilds builds) {
    this.deploys = deploys;
    this.builds = builds;
  }

  @Override
  public Optional<String> run(
      Pushed pushed, Repository repository, Console console, Requester requester) {
    return deploys.now(
        new Deployment(
            pushed.app(),
            pushed.commit().name(),
            pushed.by().email().value(),
            pushed.canary(),
            (build, out, whenGone) ->
                builds.run(
                    pushed.app(),
                    build,
                    repository,
                    pushed.commit(),
                    new Submodules.Asked(
                        pushed.app().id(),
                        new Reader.Member(pushed.by().id()),
                        Optional.empty(),
                        out,
                        whenGone))),
        console,
        requester,
        marker(pushed, repository));
  }

  /** Git itself moves the branch once it is live. */
  static Notes marker(Pushed pushed, Repository repository) {
    return new Notes() {
      private boolean marked;

      @Override
      public void beforeRelease() throws IOException {
        String ref = Constants.R_HEADS + pushed.branch();
        if (RefCheck.hasMoved(repository, ref, pushed.former())) {
          throw Rejected.conflict(
              "Branch %s was moved by another push while this one was built: fetch, then push again."
                  .formatted(pushed.branch()));
        }
        PushMarker.set(repository, pushed.branch(), pushed.commit());
        marked = true;
      }

      /** Another push's stays, whose deploy may be why this one is refused. */
      @Override
      public void ended(boolean live) throws IOException {
        if (marked && !live) {
          PushMarker.clear(repository, pushed.branch(), pushed.commit());
        }
      }
    };
  }
}
