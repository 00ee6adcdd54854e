package paas.acceptance;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** Every sample app of docs/examples goes live as it is. */
@Tag("acceptance")
class ExamplesTest {
  private static final Platform PLATFORM = Platform.shared();

  @ParameterizedTest
  @ValueSource(
      strings = {
        "hello",
        "node",
        "node-pnpm",
        "node-yarn",
        "python",
        "python-uv",
        "python-poetry",
        "python-django",
        "static",
        "static-spa",
        "dockerfile"
      })
  void sampleGoesLive(String name) {
    String app = "sample-" + name;
    Repository repository = PLATFORM.repository(app);
    Path sample = Path.of(System.getProperty("paas.root", ".")).resolve("docs/examples/" + name);
    Program.run(
            repository.dir,
            PLATFORM.env(),
            "",
            Duration.ofMinutes(1),
            List.of("cp", "-r", sample + "/.", "."))
        .mustSucceed();
    Program.Ran push = repository.commit("sample").push().mustSucceed();
    assertTrue(push.err().contains("deployed"), push.err());
    assertEquals(200, PLATFORM.get(app, "/").status());
  }
}
