package paas.cli;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.nio.file.Path;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class UlimitsTest {
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
  void ulimitsGoToEachTypeThatIsNamedWithOrWithoutASize() {
    platform.on("PATCH /apps/shop/formation", "[{\"type\":\"web\",\"size\":\"small\"}]");

    var limits = new String[] {"--ulimit", "nofile=64:128", "--ulimit", "core=0"};
    assertEquals(
        0,
        run("ps:type", "web", "clock=1g", limits[0], limits[1], limits[2], limits[3], "--no-wait")
            .exit());
    assertEquals(0, run("ps:type", "web", "--ulimit", "none", "--force", "--no-wait").exit());

    String both = "\"ulimits\":\"nofile=64:128,core=0\"";
    assertTrue(
        platform
            .log()
            .contains(
                "PATCH /apps/shop/formation {\"updates\":[{\"type\":\"web\","
                    + both
                    + "},{\"type\":\"clock\","
                    + both
                    + ",\"size\":\"1g\"}]}"),
        platform.log().toString());
    assertTrue(
        platform
            .log()
            .contains(
                "PATCH /apps/shop/formation {\"updates\":[{\"type\":\"web\",\"ulimits\":\"none\"}],\"force\":true}"),
        platform.log().toString());
    assertEquals(2, run("ps:type", "web=", "--ulimit", "core=0").exit());
  }
}
