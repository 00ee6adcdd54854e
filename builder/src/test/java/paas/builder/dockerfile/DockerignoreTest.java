package paas.builder.dockerfile;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTimeout;

import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.List;
import org.junit.jupiter.api.Test;
import paas.builder.fault.BuildFault;

class DockerignoreTest {
  private static List<String> kept(String patterns, String... paths) throws BuildFault {
    var ignore = Dockerignore.parse(patterns.getBytes(StandardCharsets.UTF_8));
    return List.of(paths).stream().filter(path -> !ignore.excludes(path)).toList();
  }

  @Test
  void patternsAreFromTheRoot() throws BuildFault {
    assertEquals(List.of("b/a"), kept("a\n", "a", "a/b", "b/a"));
    assertEquals(List.of("b/a"), kept("/a/\n", "a", "a/b", "b/a"));
  }

  @Test
  void starStaysWithinANameAndTwoStarsDoNot() throws BuildFault {
    assertEquals(List.of("a", "d/x.log"), kept("*.log", "a", "x.log", "d/x.log"));
    assertEquals(List.of("a"), kept("**/*.log", "a", "x.log", "d/x.log", "d/e/x.log"));
    assertEquals(List.of("xa"), kept("**/a", "a", "b/a", "xa"));
    assertEquals(List.of("d", "a"), kept("d/**", "d", "a", "d/b", "d/b/c"));
    assertEquals(List.of("ab"), kept("a?c", "abc", "ab"));
  }

  @Test
  void laterRulesWinAndTakeBack() throws BuildFault {
    assertEquals(List.of("README.md"), kept("*.md\n!README.md\n", "a.md", "README.md"));
    assertEquals(List.of(), kept("*.md\n!README.md\n*.md", "a.md", "README.md"));
    assertEquals(List.of("d/keep"), kept("d\n!d/keep", "d/a", "d/keep"));
  }

  @Test
  void commentsBlankLinesAndClassesAreUnderstood() throws BuildFault {
    assertEquals(List.of("c", "#x"), kept("# a\n\n[a-b]\n", "a", "b", "c", "#x"));
    assertEquals(List.of("a"), kept("[^a]", "a", "b"));
    assertEquals(List.of("ab"), kept("a\\*", "a*", "ab"));
  }

  @Test
  void aByteOrderMarkIsNoPartOfTheFirstPattern() throws BuildFault {
    assertEquals(List.of("a"), kept("\uFEFFsecret\n", "a", "secret"));
    assertEquals(List.of("a"), kept("\uFEFF# what stays out\nsecret\n", "a", "secret"));
  }

  @Test
  void pathsOfPatternsAreMadePlain() throws BuildFault {
    assertEquals(List.of("b"), kept("d/../a\n./c//d/\n/e/./f\n", "a", "b", "c/d", "e/f"));
    assertEquals(List.of("a", "b"), kept("../a\n.\n/\n", "a", "b"));
    assertEquals(List.of("d/a"), kept("d/*\n!./d//a\n", "d/a", "d/b"));
  }

  @Test
  void hostilePatternsTakeNoTime() throws BuildFault {
    var ignore = Dockerignore.parse(("*a".repeat(2000) + "b").getBytes(StandardCharsets.UTF_8));
    assertTimeout(Duration.ofSeconds(20), () -> ignore.excludes("a".repeat(4000)));
  }
}
