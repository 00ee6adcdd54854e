package paas.platform.store;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.io.BufferedReader;
import java.io.IOException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Objects;
import java.util.UUID;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import paas.platform.app.AppId;
import paas.platform.release.Release;
import paas.platform.release.ReleaseVersion;

@Tag("contract")
class KillTest {
  private static final int ACKNOWLEDGED = 200;

  @TempDir Path home;

  @Test
  void killingTheProcessLosesNoAcknowledgedWrite() throws Exception {
    Process writer = startWriter();
    List<String> said = new ArrayList<>();
    try (BufferedReader lines = writer.inputReader()) {
      while (said.size() <= ACKNOWLEDGED) {
        said.add(Objects.requireNonNull(lines.readLine(), "the writer ended by itself"));
      }
      assertThrows(
          RuntimeException.class,
          () -> Stores.open(home, "").close(),
          "the file of a running process opened twice");
      // SIGKILL; by its handle, since Process would close our end of the pipe too.
      writer.toHandle().destroyForcibly();
      lines.lines().forEach(said::add);
    } finally {
      writer.destroyForcibly();
    }
    assertTrue(writer.waitFor(60, TimeUnit.SECONDS));
    try (Stores stores = Stores.open(home, "")) {
      check(stores, said);
    }
  }

  private static void check(Stores stores, List<String> said) {
    AppId app = new AppId(UUID.fromString(said.getFirst().substring("app ".length())));
    for (String line : said.subList(1, said.size())) {
      String[] words = line.split(" ");
      // The last line may be cut short by the kill.
      if (words.length == 3 && !line.equals(said.getLast())) {
        Release release =
            stores.releases.find(app, new ReleaseVersion(Long.parseLong(words[1]))).orElseThrow();
        assertEquals(words[2], release.config().values().get(KilledWriter.KEY));
      }
    }
    long latest = stores.releases.latest(app).orElseThrow().version().number();
    assertTrue(latest >= ACKNOWLEDGED, "latest is v" + latest);
  }

  private Process startWriter() throws IOException {
    return new ProcessBuilder(
            Path.of(System.getProperty("java.home"), "bin", "java").toString(),
            "-XX:+UseSerialGC",
            "-Xmx128m",
            "-cp",
            System.getProperty("java.class.path"),
            KilledWriter.class.getName(),
            home.toString())
        .redirectError(ProcessBuilder.Redirect.INHERIT)
        .start();
  }
}
