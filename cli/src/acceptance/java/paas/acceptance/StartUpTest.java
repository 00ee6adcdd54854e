package paas.acceptance;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertNotEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermissions;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;

/** What {@code bin/up} promises beyond a running platform. */
@Tag("acceptance")
class StartUpTest {
  private static final Platform PLATFORM = Platform.shared();

  @Test
  void aotCachesAreInUse() throws IOException {
    for (String program : new String[] {"paasd", "paas-router"}) {
      String log = Files.readString(PLATFORM.home.resolve("log/" + program + ".log"));
      assertFalse(log.contains("AOT cache not used"), log);
      String maps = Files.readString(Path.of("/proc/" + PLATFORM.pid(program) + "/maps"));
      assertTrue(maps.contains(".aot"), program + " has no AOT cache mapped");
    }
  }

  @Test
  void secretsAreForTheirOwnerOnly() throws IOException {
    for (String file : new String[] {"admin-token", "key/config.keyset"}) {
      assertEquals(
          "rw-------",
          PosixFilePermissions.toString(
              Files.getPosixFilePermissions(PLATFORM.home.resolve(file))));
    }
  }

  @Test
  void secondPlatformOnThisMachineIsItsOwn() throws IOException {
    try (Platform other = Platform.start()) {
      PLATFORM.repository("same-name").withServer("first").commit("one").push().mustSucceed();
      other.repository("same-name").withServer("second").commit("one").push().mustSucceed();
      assertEquals(new Page(200, "first"), PLATFORM.get("same-name", "/"));
      assertEquals(new Page(200, "second"), other.get("same-name", "/"));
      assertNotEquals(PLATFORM.token(), other.token(), "no default secret");
      other.up();
      assertEquals(
          new Page(200, "second"), other.get("same-name", "/"), "a second up changes nothing");
    }
    assertEquals(new Page(200, "first"), PLATFORM.get("same-name", "/"));
  }
}
