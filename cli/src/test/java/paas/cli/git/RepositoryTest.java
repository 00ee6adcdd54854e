package paas.cli.git;

import static org.junit.jupiter.api.Assertions.assertEquals;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Map;
import java.util.Optional;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class RepositoryTest {
  private static final String CONFIG = "[remote \"paas\"]\n\turl = http://h/shop.git\n";

  @TempDir Path directory;

  @Test
  void isFoundFromADirectoryInside() throws IOException {
    write("repo/.git/config", CONFIG);
    Path inside = Files.createDirectories(directory.resolve("repo/a/b"));
    assertEquals("http://h/shop.git", remote(inside, Map.of()));
  }

  @Test
  void aWorktreeUsesTheConfigOfItsRepository() throws IOException {
    write("repo/.git/config", CONFIG);
    write("repo/.git/worktrees/w/commondir", "../..\n");
    write("w/.git", "gitdir: " + directory.resolve("repo/.git/worktrees/w") + "\n");
    assertEquals("http://h/shop.git", remote(directory.resolve("w"), Map.of()));
  }

  @Test
  void aWorktreesOwnConfigGoesFirst() throws IOException {
    write("repo/.git/config", CONFIG);
    write("repo/.git/worktrees/w/commondir", "../..\n");
    write("repo/.git/worktrees/w/config.worktree", CONFIG.replace("shop", "stage"));
    write("w/.git", "gitdir: " + directory.resolve("repo/.git/worktrees/w") + "\n");
    assertEquals("http://h/stage.git", remote(directory.resolve("w"), Map.of()));
  }

  @Test
  void theEnvironmentCanNameIt() throws IOException {
    write("elsewhere/config", CONFIG);
    assertEquals("http://h/shop.git", remote(directory, Map.of("GIT_DIR", "elsewhere")));
  }

  @Test
  void thereMayBeNone() {
    assertEquals(Optional.empty(), Repository.around(directory, Map.of()));
  }

  private static String remote(Path at, Map<String, String> env) {
    return Repository.around(at, env).orElseThrow().remotes().getOrDefault("paas", "");
  }

  private void write(String name, String text) throws IOException {
    Path file = directory.resolve(name);
    Files.createDirectories(file.resolveSibling("."));
    Files.writeString(file, text);
  }
}
