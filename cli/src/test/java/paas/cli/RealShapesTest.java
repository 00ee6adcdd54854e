package paas.cli;

import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** What is shown of the very answers that platform-api's ShapesTest has the API give. */
class RealShapesTest {
  private static final Path SHAPES = Path.of("../platform-api/src/test/resources/shapes");

  @TempDir Path home;
  private final FakePlatform platform = new FakePlatform();

  @AfterEach
  void stop() {
    platform.close();
  }

  private static String shape(String name) throws IOException {
    return Files.readString(SHAPES.resolve(name))
        .replace("TIME", "2026-11-20T11:59:00Z")
        .replace("APP", "shop");
  }

  private String shown(String... arguments) {
    Cli.Result result = new Cli(home).platform(platform).run(arguments);
    assertTrue(result.exit() == 0, result.err());
    return result.out();
  }

  @Test
  void aReleaseShowsItsCommit() throws IOException {
    platform.on("GET /apps/shop/releases/2", shape("release.json"));

    String out = shown("releases:info", "v2", "-a", "shop");

    assertTrue(out.contains("Commit       abc123\n"), out);
  }

  @Test
  void anAppShowsWhenItWasReleasedAndNoSizeThatIsUnknown() throws IOException {
    platform.on("GET /apps/shop", shape("app.json")).on("GET /apps/shop/formation", "[]");
    platform.on("GET /apps/shop/autoscales", "[]");

    String out = shown("info", "-a", "shop");

    assertTrue(out.contains("Released     "), out);
    assertFalse(out.contains("Repository") || out.contains("Image"), out);
  }
}
