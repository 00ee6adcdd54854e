package paas.platform.formation;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;
import paas.platform.fault.Rejected;

class IsolationTest {
  @Test
  void aReadOnlyRootHasATmpThatAnotherSizeReplaces() {
    Isolation tight = Isolation.DEFAULT.with(true);

    assertEquals("[/tmp:64m]", tight.inMemory().toString());
    assertEquals("[/tmp:8m, /run:1m]", tight.withTmpfs("/tmp:8m,/run:1m").inMemory().toString());
    assertEquals("[]", Isolation.DEFAULT.inMemory().toString());
  }

  @Test
  void whatIsShownIsReadAgainAsTheSame() {
    for (String text : new String[] {"none", "/tmp:64m", "/Tmp/x:2048m,/run:1m"}) {
      Isolation isolation = Isolation.DEFAULT.withTmpfs(text);
      assertEquals(text, isolation.tmpfsText());
      assertEquals(isolation, Isolation.DEFAULT.withTmpfs(isolation.tmpfsText()));
    }
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "",
        "/",
        "//",
        "data",
        "./data",
        "/data/",
        "/data//x",
        "/data/..",
        "/data/../etc",
        "/./data",
        "/da ta",
        "/data,ro",
        "/data:ro",
        "/data\u0000",
        "/data\n",
        "/$(id)",
        "/app",
        "/etc",
        "/usr",
        "/proc",
        "/proc/1/root",
        "/sys/fs",
        "/dev/shm"
      })
  void pathsThatLeadElsewhereAreRefused(String path) {
    assertThrows(Rejected.class, () -> new ContainerPath(path));
  }

  @ParameterizedTest
  @ValueSource(
      strings = {"/data", "/app/uploads", "/var/www/html", "/process", "/a.b/..c", "/etc/x"})
  void pathsOfTheirOwnAreTaken(String path) {
    assertEquals(path, new ContainerPath(path).value());
  }

  @Test
  void aPathThatIsTooLongIsCutInItsRefusal() {
    Rejected refused = assertThrows(Rejected.class, () -> new ContainerPath("/" + "x".repeat(300)));
    assertTrue(refused.getMessage().length() < 200, refused.getMessage());
  }
}
