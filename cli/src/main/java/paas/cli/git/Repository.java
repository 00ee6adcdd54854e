package paas.cli.git;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/**
 * The git repository around a directory, found as git finds it, worktrees and submodules included.
 */
public record Repository(Path gitDirectory) {
  private static final int MAX_CONFIG = 1024 * 1024;

  /** The repository that holds the directory, or the one that GIT_DIR names. */
  public static Optional<Repository> around(Path directory, Map<String, String> env) {
    String named = env.getOrDefault("GIT_DIR", "");
    if (!named.isEmpty()) {
      return Optional.of(new Repository(directory.resolve(named)));
    }
    for (Path at = directory; at != null; at = at.getParent()) {
      Path dotGit = at.resolve(".git");
      if (Files.isDirectory(dotGit)) {
        return Optional.of(new Repository(dotGit));
      }
      if (Files.isRegularFile(dotGit)) {
        return linked(at, dotGit);
      }
    }
    return Optional.empty();
  }

  /** A worktree's or submodule's .git is a file: "gitdir: PATH". */
  private static Optional<Repository> linked(Path at, Path dotGit) {
    String text = read(dotGit).strip();
    return text.startsWith("gitdir:")
        ? Optional.of(new Repository(at.resolve(text.substring(7).strip())))
        : Optional.empty();
  }

  /** The repository's own remotes, name to URL. */
  public Map<String, String> remotes() {
    List<GitConfig.Entry> entries =
        new ArrayList<>(GitConfig.parse(read(common().resolve("config"))));
    entries.addAll(GitConfig.parse(read(gitDirectory.resolve("config.worktree"))));
    return GitConfig.remotes(entries);
  }

  /** A worktree shares its config with the main repository: "commondir" leads there. */
  private Path common() {
    String common = read(gitDirectory.resolve("commondir")).strip();
    return common.isEmpty() ? gitDirectory : gitDirectory.resolve(common);
  }

  private static String read(Path file) {
    try {
      if (!Files.isRegularFile(file) || Files.size(file) > MAX_CONFIG) {
        return "";
      }
      return new String(Files.readAllBytes(file), java.nio.charset.StandardCharsets.UTF_8);
    } catch (IOException e) {
      return "";
    }
  }
}
