package paas.platform.push;

import java.util.Optional;
import org.eclipse.jgit.lib.ObjectId;
import org.eclipse.jgit.lib.Repository;
import paas.platform.access.User;
import paas.platform.app.App;
import paas.platform.intake.Console;
import paas.platform.intake.Requester;
import paas.platform.release.Percent;

/** What becomes of a push to a deploy branch. */
interface BranchDeploy {
  /** Blocks until the commit is live; returns why the ref is refused, or nothing. */
  Optional<String> run(Pushed pushed, Repository repository, Console console, Requester requester);

  /**
   * One accepted push to a deploy branch.
   *
   * @param branch its short name
   * @param former what the branch named when it was pushed to; zero where there was none
   * @param canary the part of the requests that the commit is to be tried with; absent: it goes
   *     live
   */
  record Pushed(
      App app,
      String branch,
      ObjectId former,
      ObjectId commit,
      User by,
      Optional<Percent> canary) {}
}
