package paas.platform.push;

import java.io.IOException;
import java.util.List;
import java.util.Optional;
import org.eclipse.jgit.lib.Repository;
import paas.platform.build.Builds;
import paas.platform.intake.Console;
import paas.platform.intake.Deployment;
import paas.platform.intake.Deploys;
import paas.platform.intake.Notes;
import paas.platform.intake.Requester;

/** What a push to the deploy branch does while git waits: its commit is deployed. */
public final class PushDeploy implements BranchDeploy {
  private final Deploys deploys;
  private final Builds builds;

  public PushDeploy(Deploys deploys, Builds builds) {
    this.deploys = deploys;
    this.builds = builds;
  }

  @Override
  public Optional<String> run(
      Pushed pushed, Repository repository, Console console, Requester requester) {
    CommitTree tree = new CommitTree(repository, pushed.commit());
    return deploys.now(
        new Deployment(
            pushed.app(),
            pushed.commit().name(),
            pushed.by().email().value(),
            (build, out, whenGone) -> {
              warnOfSubmodules(tree, out);
              return builds.run(
                  pushed.app(),
                  build,
                  tree,
                  pushed.commit().name(),
                  List.of(),
                  out::line,
                  whenGone);
            }),
        console,
        requester,
        marker(pushed, repository));
  }

  /** Git itself moves the branch once it is live. */
  private static Notes marker(Pushed pushed, Repository repository) {
    return new Notes() {
      @Override
      public void beforeRelease() throws IOException {
        PushMarker.set(repository, pushed.branch(), pushed.commit());
      }
    };
  }

  private static void warnOfSubmodules(CommitTree tree, Console console) throws IOException {
    List<String> submodules = tree.submodules();
    if (!submodules.isEmpty()) {
      console.warning(
          "Submodules are not fetched; these directories stay empty: "
              + String.join(", ", submodules));
    }
  }
}
