package paas.platform.git;

import java.io.IOException;
import java.util.List;
import java.util.UUID;
import org.eclipse.jgit.lib.ObjectId;
import org.eclipse.jgit.lib.Repository;
import paas.platform.app.App;
import paas.platform.build.BuildOutcome;
import paas.platform.build.Builds;
import paas.platform.build.Source;
import paas.platform.intake.Console;

/** Builds commits, submodules and all. */
public final class CommitBuilds {
  private static final int SHOWN = 3;

  private final Builds builds;
  private final Submodules submodules;

  public CommitBuilds(Builds builds, Submodules submodules) {
    this.builds = builds;
    this.submodules = submodules;
  }

  /** Fetches what is missing and builds; blocks. */
  public BuildOutcome run(
      App app, UUID build, Repository repository, ObjectId commit, Submodules.Asked asked)
      throws IOException {
    try (Submodules.Whole whole = submodules.whole(repository, commit, asked)) {
      Source source =
          out -> {
            whole.tree().writeTar(out);
            warnOfPointers(whole.tree().lfsPointers(), asked.console());
          };
      return builds.run(
          app, build, source, commit.name(), List.of(), asked.console()::line, asked.whenGone());
    }
  }

  private static void warnOfPointers(List<String> pointers, Console console) {
    if (pointers.isEmpty()) {
      return;
    }
    boolean one = pointers.size() == 1;
    String more = pointers.size() > SHOWN ? ", …" : "";
    console.warning(
        pointers.size()
            + (one ? " file is a Git LFS pointer" : " files are Git LFS pointers")
            + ", not the content: "
            + String.join(", ", pointers.subList(0, Math.min(SHOWN, pointers.size())))
            + more
            + "\nLFS files do not come with a push: commit the content, or fetch it in the build.");
  }
}
