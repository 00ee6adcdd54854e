package paas.builder.cnb;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Random;
import org.junit.jupiter.api.Test;
import paas.builder.fault.BuildFault;

class ProjectTomlTest {
  private static final String NEW =
      """
      [_]
      schema-version = "0.2"
      id = "x"
      [io.buildpacks]
      builder = "a/b:1"
      include = ["*.go", "/cmd/"]
      [[io.buildpacks.group]]
      id = "a/go"
      version = "1.2.3"
      [[io.buildpacks.group]]
      id = "a/procfile"
      [[io.buildpacks.build.env]]
      name = "A"
      value = "1"
      """;

  private static ProjectToml parse(String text) throws BuildFault {
    return ProjectToml.parse(text.getBytes(StandardCharsets.UTF_8));
  }

  @Test
  void tablesOfVersionTwoAreRead() throws BuildFault {
    ProjectToml project = parse(NEW);
    assertEquals(Optional.of("a/b:1"), project.builder());
    assertEquals(
        List.of(new ProjectToml.Group("a/go", "1.2.3"), new ProjectToml.Group("a/procfile", "")),
        project.group());
    assertEquals(List.of("*.go", "/cmd/"), project.include());
    assertEquals(Map.of("A", "1"), project.env());
  }

  @Test
  void olderTablesAreReadToo() throws BuildFault {
    ProjectToml project =
        parse(
            """
            [build]
            builder = "a/b"
            exclude = ["x"]
            [[build.buildpacks]]
            id = "a/go"
            [[build.env]]
            name = "A"
            value = "1"
            """);
    assertEquals(Optional.of("a/b"), project.builder());
    assertEquals(List.of("x"), project.exclude());
    assertEquals(List.of(new ProjectToml.Group("a/go", "")), project.group());
    assertEquals(Map.of("A", "1"), project.env());
    assertEquals(
        Map.of("B", "2"),
        parse("[[io.buildpacks.env.build]]\nname = \"B\"\nvalue = \"2\"\n").env());
  }

  @Test
  void fileThatSaysNothingOfTheBuildIsNoProblem() throws BuildFault {
    assertEquals(ProjectToml.NONE, parse("[project]\nid = \"x\"\n"));
    assertEquals(ProjectToml.NONE, parse(""));
  }

  @Test
  void whatIsNotUnderstoodIsRefused() {
    for (String text :
        List.of(
            "[io.buildpacks\n",
            "[io.buildpacks]\ninclude = [\"a\"]\nexclude = [\"b\"]\n",
            "[io.buildpacks]\ninclude = [1]\n",
            "[[io.buildpacks.group]]\nuri = \"https://example.com/x.tgz\"\n",
            "[[io.buildpacks.group]]\nid = \"a\\\"\\nb\"\n",
            "[[io.buildpacks.group]]\nversion = \"1\"\n",
            "[[io.buildpacks.build.env]]\nname = \"../x\"\nvalue = \"1\"\n",
            "[[io.buildpacks.pre.group]]\nid = \"a\"\n")) {
      var fault = assertThrows(BuildFault.class, () -> parse(text), text);
      assertTrue(fault.reason().startsWith("project.toml cannot be used: "), fault.reason());
    }
  }

  @Test
  void damagedFilesAreReadOrRefusedAndNothingElse() {
    var random = new Random(5);
    for (int round = 0; round < 3_000; round++) {
      byte[] bytes = NEW.getBytes(StandardCharsets.UTF_8);
      bytes[random.nextInt(bytes.length)] = (byte) random.nextInt(256);
      try {
        ProjectToml.parse(bytes);
      } catch (BuildFault refused) {
        assertEquals("project.toml", refused.phase());
      }
    }
  }

  @Test
  void orderHasTheVersionAskedForOrTheNewestOffered() throws BuildFault {
    List<ProjectToml.Group> offered =
        List.of(
            new ProjectToml.Group("a", "1"),
            new ProjectToml.Group("a", "2"),
            new ProjectToml.Group("b", "3"));
    String order =
        new String(
            BuildOrder.of(
                List.of(new ProjectToml.Group("a", ""), new ProjectToml.Group("b", "3")), offered),
            StandardCharsets.UTF_8);
    assertEquals(
        "[[order]]\n[[order.group]]\nid = \"a\"\nversion = \"2\"\n"
            + "[[order.group]]\nid = \"b\"\nversion = \"3\"\n",
        order);
    var fault =
        assertThrows(
            BuildFault.class,
            () -> BuildOrder.of(List.of(new ProjectToml.Group("b", "4")), offered));
    assertEquals("It has: a 1, a 2, b 3", fault.advice());
  }

  @Test
  void patternsMatchAsGitsDo() throws BuildFault {
    var patterns = GitPatterns.of(List.of("*.go", "/cmd/", "spec/", "a/b", "!keep.go", "#x"));
    for (String path :
        List.of("x.go", "d/x.go", "cmd", "cmd/x", "spec/x", "d/spec/x", "a/b/c", "#x")) {
      assertTrue(patterns.match(path), path);
    }
    for (String path : List.of("x.rs", "d/cmd/x", "d/a/b", "keep.go", "d/keep.go")) {
      assertTrue(!patterns.match(path), path);
    }
  }
}
