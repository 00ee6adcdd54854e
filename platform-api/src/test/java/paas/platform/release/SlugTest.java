package paas.platform.release;

import static org.junit.jupiter.api.Assertions.assertEquals;

import java.util.List;
import java.util.TreeMap;
import org.junit.jupiter.api.Test;

class SlugTest {
  private static Slug withLauncher(List<String> launcher) {
    return new Slug(
        new ImageDigest("sha256:" + "0".repeat(64)), launcher, new TreeMap<>(), "Dockerfile", "");
  }

  @Test
  void aLineIsGivenToTheLauncherOrToAShellWhereTheImageStartsThingsByItself() {
    assertEquals(List.of("/launch"), withLauncher(List.of("/launch")).shell());
    assertEquals(List.of("/bin/sh", "-c"), withLauncher(List.of()).shell());
  }
}
