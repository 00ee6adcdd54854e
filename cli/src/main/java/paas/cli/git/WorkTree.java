package paas.cli.git;

import java.io.IOException;
import java.lang.ProcessBuilder.Redirect;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

/** The files of a git work tree as git sees them; asked of git itself, without a shell. */
public final class WorkTree {
  private static final int SHORT_COMMIT = 12;

  private final Path directory;

  private WorkTree(Path directory) {
    this.directory = directory;
  }

  /** Absent where there is no git, or the directory is in no work tree. */
  public static Optional<WorkTree> at(Path directory) {
    WorkTree tree = new WorkTree(directory);
    return tree.git("rev-parse", "--is-inside-work-tree")
        .map(String::strip)
        .filter(answer -> answer.equals("true"))
        .map(answer -> tree);
  }

  /** The same for the top of a work tree only. */
  public static Optional<WorkTree> rootedAt(Path directory) {
    return Files.exists(directory.resolve(".git")) ? at(directory) : Optional.empty();
  }

  /** Tracked files, and untracked ones that are not ignored; names from this directory on. */
  public List<String> files() throws IOException {
    String listed =
        git("ls-files", "-z", "--cached", "--others", "--exclude-standard")
            .orElseThrow(() -> new IOException("git ls-files failed in it"));
    return listed.isEmpty() ? List.of() : List.of(listed.split("\0"));
  }

  /** The commit that is checked out, marked where the files differ from it; empty before any. */
  public String version() {
    String commit = git("rev-parse", "--verify", "-q", "HEAD").map(String::strip).orElse("");
    boolean same = git("status", "--porcelain").filter(String::isEmpty).isPresent();
    return commit.isEmpty() || same
        ? commit
        : commit.substring(0, Math.min(SHORT_COMMIT, commit.length())) + "+changes";
  }

  private Optional<String> git(String... arguments) {
    List<String> command = new ArrayList<>(List.of("git"));
    command.addAll(List.of(arguments));
    try {
      Process process =
          new ProcessBuilder(command)
              .directory(directory.toFile())
              .redirectInput(Redirect.PIPE)
              .redirectError(Redirect.DISCARD)
              .start();
      process.getOutputStream().close();
      String output = new String(process.getInputStream().readAllBytes(), StandardCharsets.UTF_8);
      return process.waitFor() == 0 ? Optional.of(output) : Optional.empty();
    } catch (IOException e) {
      return Optional.empty();
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
      return Optional.empty();
    }
  }
}
