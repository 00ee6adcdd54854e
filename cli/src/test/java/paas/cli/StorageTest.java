package paas.cli;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import paas.cli.FakePlatform.Answer;

class StorageTest {
  private static final String DATA =
      "{\"name\":\"data\",\"size\":\"1g\",\"usage\":{\"total_bytes\":1020054528,\"used_bytes\":3670016},"
          + "\"mount\":{\"path\":\"/data\",\"type\":null,\"read_only\":false}}";
  private static final String IDLE =
      "{\"name\":\"idle\",\"size\":\"64m\",\"usage\":null,\"mount\":null}";

  @TempDir Path home;
  private final FakePlatform platform = new FakePlatform();

  @AfterEach
  void stop() {
    platform.close();
  }

  private Cli.Result run(String... arguments) {
    return new Cli(home).platform(platform).env("PAAS_APP", "shop").run(arguments);
  }

  @Test
  void volumesAreListedWithWhatIsInThemAndWhereTheyAre() {
    platform.on("GET /apps/shop/volumes", "[" + DATA + "," + IDLE + "]");
    assertEquals(
        """
        volume  size  used           mounted at  type  access
        data    1g    3.5 of 973 MB  /data       all   read and write
        idle    64m                  nowhere
        """,
        run("storage").out());
  }

  @Test
  void anAppWithoutVolumesIsToldHowToMakeOne() {
    platform.on("GET /apps/shop/volumes", "[]");
    assertTrue(run("storage").out().contains("paas storage:create data --size 1g"));
  }

  @Test
  void aVolumeIsResized() {
    platform.on("PATCH /apps/shop/volumes/data", DATA.replace("1g", "2g"));
    Cli.Result result = run("storage:resize", "data", "2g");
    assertEquals("Resizing data to 2g in ⬢ shop... done\n", result.err());
    assertEquals(List.of("PATCH /apps/shop/volumes/data {\"size\":\"2g\"}"), platform.log());
    assertEquals(2, run("storage:resize", "data").exit());
  }

  @Test
  void aVolumeIsMadeMountedUnmountedAndDestroyed() {
    platform.on("POST /apps/shop/volumes", new Answer(201, Map.of(), DATA));
    platform.on("PUT /apps/shop/volumes/data/mount", DATA);
    platform.on("DELETE /apps/shop/volumes/data/mount", IDLE);
    platform.on("DELETE /apps/shop/volumes/data", IDLE);

    assertTrue(
        run("storage:create", "data", "--size", "1g").err().contains("paas storage:mount data"));
    Cli.Result mounted = run("storage:mount", "data", "/data", "--type", "web", "--read-only");
    assertEquals(0, mounted.exit());
    assertEquals(
        "Mounting data at /data in ⬢ shop... done\n"
            + "What runs restarts with it; to wait for that: paas ps:wait --app shop\n",
        mounted.err());
    assertEquals(
        "Mounting data at /data in ⬢ shop... done\n"
            + "What runs restarts with it; to wait for that: paas ps:wait --app shop\n"
            + "A deploy starts new instances beside the old ones, on the same files. Where that must"
            + " not be (a database): paas ps:set TYPE surge=0 --app shop\n",
        run("storage:mount", "data", "/data").err());
    Cli.Result unmounted = run("storage:unmount", "data");
    assertEquals(0, unmounted.exit());
    assertTrue(
        unmounted.err().contains("restarts without it; to wait for that: paas ps:wait --app shop"));
    assertEquals(0, run("storage:destroy", "data", "--confirm", "data").exit());

    assertEquals(
        List.of(
            "POST /apps/shop/volumes {\"name\":\"data\",\"size\":\"1g\"}",
            "PUT /apps/shop/volumes/data/mount"
                + " {\"path\":\"/data\",\"type\":\"web\",\"read_only\":true}",
            "PUT /apps/shop/volumes/data/mount"
                + " {\"path\":\"/data\",\"type\":null,\"read_only\":false}",
            "DELETE /apps/shop/volumes/data/mount",
            "DELETE /apps/shop/volumes/data"),
        platform.log());
  }

  @Test
  void halfCommandsAreRefusedBeforeAnythingIsSent() {
    assertEquals(2, run("storage:create", "data").exit());
    assertEquals(2, run("storage:mount", "data").exit());
    assertEquals(2, run("storage:mount", "data", "/data", "web").exit());
    assertEquals(2, run("storage:destroy", "data").exit());
    assertEquals(2, run("storage:destroy", "data", "--confirm", "date").exit());
    assertEquals(List.of(), platform.log());
  }
}
