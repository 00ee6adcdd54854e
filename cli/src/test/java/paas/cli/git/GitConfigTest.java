package paas.cli.git;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTimeoutPreemptively;

import java.time.Duration;
import java.util.Map;
import java.util.Random;
import org.junit.jupiter.api.Test;

class GitConfigTest {
  @Test
  void readsRemotesAsGitWritesThem() {
    Map<String, String> remotes =
        remotes(
            """
            [core]
            \trepositoryformatversion = 0
            \tbare = false
            [remote "origin"]
            \turl = git@github.com:acme/shop.git
            \tfetch = +refs/heads/*:refs/remotes/origin/*
            [remote "paas"]
            \turl = http://127.0.0.1:7300/shop.git
            [branch "main"]
            \tremote = origin
            """);
    assertEquals(
        Map.of("origin", "git@github.com:acme/shop.git", "paas", "http://127.0.0.1:7300/shop.git"),
        remotes);
  }

  @Test
  void readsQuotesCommentsEscapesAndContinuations() {
    assertEquals(
        Map.of("a b\"c", "http://x/a#b.git", "two", "http://y/z.git"),
        remotes(
            """
            ; a comment
            # another
            [Remote "a b\\"c"] URL = "http://x/a#b.git" ; said
            [remote "two"]
              url = http://y\\
            /z.git   # trailing
              pushurl
            """));
  }

  @Test
  void theLastUrlCounts() {
    assertEquals(Map.of("p", "two"), remotes("[remote \"p\"]\nurl=one\nurl = two\n"));
  }

  @Test
  void readsWindowsLineEnds() {
    assertEquals(Map.of("p", "u"), remotes("[remote \"p\"]\r\n\turl = u\r\n"));
  }

  @Test
  void malformedTextNeitherHangsNorFails() {
    String seed = "[remote \"p\"]\n\turl = \"a\\\\b\" # c\n[x]\ny\n";
    Random random = new Random(20261120);
    assertTimeoutPreemptively(
        Duration.ofSeconds(20),
        () -> {
          for (int i = 0; i < 20_000; i++) {
            StringBuilder text = new StringBuilder(seed);
            for (int edits = random.nextInt(5); edits >= 0; edits--) {
              text.setCharAt(
                  random.nextInt(text.length()), "[]\"\\\n=#;a \0".charAt(random.nextInt(11)));
            }
            GitConfig.parse(text.substring(0, random.nextInt(text.length() + 1)));
          }
        });
  }

  private static Map<String, String> remotes(String text) {
    return GitConfig.remotes(GitConfig.parse(text));
  }
}
