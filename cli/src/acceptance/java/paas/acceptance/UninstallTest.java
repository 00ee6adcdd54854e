package paas.acceptance;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.nio.file.Files;
import java.util.List;
import java.util.Map;
import java.util.stream.Collectors;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;

@Tag("acceptance")
class UninstallTest {
  private static Map<String, List<String>> made(Platform platform) {
    return List.of("ps -a", "network ls", "volume ls", "images").stream()
        .collect(Collectors.toMap(listing -> listing, platform::docker));
  }

  @Test
  void nothingOfAnUninstalledPlatformIsLeftButItsData() {
    try (Platform platform = Platform.start()) {
      platform.repository("uninstalled").withServer("here").commit("one").push().mustSucceed();
      assertFalse(platform.docker("images").isEmpty());
      Program.Ran ran = platform.uninstall();
      assertEquals(
          Map.of(
              "ps -a",
              List.of(),
              "network ls",
              List.of(),
              "volume ls",
              List.of(),
              "images",
              List.of()),
          made(platform));
      assertTrue(ran.out().contains("rm -rf " + platform.home), ran.toString());
      assertTrue(Files.exists(platform.home.resolve("db")));
      assertFalse(Files.exists(platform.home.resolve("run/supervise.pid")));
    }
  }
}
