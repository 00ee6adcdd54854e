package paas.builder;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.io.IOException;
import java.nio.file.Path;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import paas.builder.BuildSettings.Choice;
import paas.builder.fault.BuildFault;
import paas.builder.source.Source;
import paas.builder.source.SourceBounds;

class BuilderChoiceTest {
  private static final Tree EVERYTHING =
      Tree.empty()
          .file(".buildpacks", "# ours\n\nhttps://a.example/one.git#v1\n nodejs \r\n")
          .file("project.toml", "")
          .file("Dockerfile", "FROM scratch")
          .file("package.json", "{}");

  @TempDir Path folder;

  private String line(BuildSettings settings, Tree tree) throws BuildFault, IOException {
    return choose(settings, tree).line();
  }

  private Chosen choose(BuildSettings settings, Tree tree) throws BuildFault, IOException {
    BuildPaths paths = BuildPaths.of(settings);
    try (Source source =
        Source.receive(
            tree::writeTar, folder.resolve("tar"), new SourceBounds(1 << 20, 100), paths.view())) {
      return new BuilderChoice(settings, paths, source).choose();
    }
  }

  private static BuildSettings settings(Choice choice, List<String> buildpacks, String dockerfile) {
    return new BuildSettings(choice, buildpacks, "", dockerfile, "", "");
  }

  @Test
  void settingComesBeforeAllElse() throws Exception {
    assertEquals(
        "Builder: Dockerfile (set for the app)",
        line(settings(new Choice.Dockerfile(), List.of("nodejs"), ""), EVERYTHING));
    assertEquals(
        "Builder: Cloud Native Buildpacks (set for the app)",
        line(settings(new Choice.CloudNative("b"), List.of("nodejs"), ""), EVERYTHING));
    assertEquals(
        "Builder: buildpacks (listed in .buildpacks)",
        line(settings(new Choice.Buildpacks(), List.of(), ""), EVERYTHING));
  }

  @Test
  void listComesBeforeWhatTheSourceHolds() throws Exception {
    assertEquals(
        new Chosen.Classic(List.of("go"), "the app's list"),
        choose(settings(new Choice.Automatic(), List.of("go"), ""), EVERYTHING));
  }

  @Test
  void sourceIsAskedInItsOrder() throws Exception {
    Chosen listed = choose(BuildSettings.AUTOMATIC, EVERYTHING);
    assertEquals(
        new Chosen.Classic(
            List.of("https://a.example/one.git#v1", "nodejs"), "listed in .buildpacks"),
        listed);
    assertEquals(
        "Builder: Cloud Native Buildpacks (project.toml is in the source)",
        line(
            BuildSettings.AUTOMATIC,
            Tree.empty().file("project.toml", "").file("Dockerfile", "FROM x")));
    assertEquals(
        "Builder: Dockerfile (found in the source)",
        line(BuildSettings.AUTOMATIC, Tree.empty().file("Dockerfile", "FROM x")));
    assertTrue(
        line(BuildSettings.AUTOMATIC, Tree.empty().file("package.json", "{}"))
            .startsWith("Builder: buildpacks (the source has no Dockerfile"));
  }

  @Test
  void dockerfileThatIsSetMustBeThere() throws Exception {
    BuildSettings elsewhere = settings(new Choice.Automatic(), List.of(), "docker/web");
    assertEquals(
        "Builder: Dockerfile (docker/web, set for the app)",
        line(elsewhere, Tree.empty().file("docker/web", "FROM x")));
    var fault = assertThrows(BuildFault.class, () -> choose(elsewhere, EVERYTHING));
    assertTrue(fault.reason().contains("docker/web"), fault.reason());
  }
}
