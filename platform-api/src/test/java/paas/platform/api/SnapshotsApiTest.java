package paas.platform.api;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermissions;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.ExtendWith;
import paas.platform.access.User;
import paas.platform.app.App;

@ExtendWith(TestPlatform.Extension.class)
class SnapshotsApiTest {
  private static final String SNAPSHOTS = "/database-snapshots";

  private final TestPlatform platform;

  SnapshotsApiTest(TestPlatform platform) {
    this.platform = platform;
  }

  @Test
  void anAdminHasTheDatabaseCopiedAndIsToldWhatImagesItsAppsRun() throws IOException {
    User owner = platform.user();
    App app = platform.app(owner);
    platform.deploy(app, Map.of("web", "old"));
    Requests requests = platform.as(owner);
    String old = requests.get("/apps/" + app.name() + "/releases/2").text("image");
    platform.deploy(app, Map.of("web", "new"));
    String serving = requests.get("/apps/" + app.name() + "/releases/3").text("image");
    assertFalse(old.equals(serving));

    Answer made = platform.as(platform.user(true)).post(SNAPSHOTS, "{}").expect(201);

    assertTrue(made.body().contains(serving), made.body());
    assertFalse(made.body().contains(old), made.body());
    Path copy = Path.of(made.text("database"));
    assertEquals("rw-------", PosixFilePermissions.toString(Files.getPosixFilePermissions(copy)));
    assertTrue(Files.size(copy) > 0);
  }
}
