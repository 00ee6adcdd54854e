package paas.runner.docker;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertInstanceOf;

import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import paas.runner.AppKey;
import paas.runner.AppLink;
import paas.runner.AppLinks;
import paas.runner.Instance;
import paas.runner.State;
import paas.runner.TcpProbe;

@Tag("contract")
class AppLinksTest {
  private final AppKey stock = Platform.app("stock");
  private final AppKey stranger = Platform.app("stranger");
  private Platform platform;
  private AppLinks links;
  private AppLink link;

  @BeforeEach
  void open() throws IOException {
    platform = Platform.create();
    links = platform.runner.links();
    link = new AppLink(platform.app, stock);
  }

  @AfterEach
  void close() {
    platform.close();
  }

  @Test
  void whatRunsAndWhatIsStartedLaterReachEachOtherByName() {
    start(stock, 1);
    assertEquals("cut off", from(platform.app, "web.stock.internal"));
    links.link(link);
    start(stock, 2);
    for (String name :
        List.of("web.stock.internal", "web.1.stock.internal", "web.2.stock.internal")) {
      assertEquals("reached", from(platform.app, name), name);
    }
    start(platform.app, 1);
    assertEquals("reached", from(stock, "web.shop.internal"));
    assertEquals("cut off", from(stranger, "web.stock.internal"));
  }

  @Test
  void whatRunsIsCutOffWhenTheLinkEndsAndGoesOnWithItsOwnAddress() {
    Instance web = start(stock, 1);
    links.link(link);
    links.link(link);
    assertEquals(List.of(web), platform.instances().list());
    assertEquals(List.of(link), links.list());
    links.unlink(link);
    links.unlink(link);
    assertEquals("cut off", from(platform.app, "web.stock.internal"));
    assertEquals("cut off", from(platform.app, address(web)));
    assertEquals("reached", from(stock, address(web)));
    assertEquals(List.of(), links.list());
  }

  @Test
  void aRemovedAppLeavesNoLinkAndItsPeerRuns() {
    Instance web = start(stock, 1);
    start(platform.app, 1);
    links.link(link);
    platform.instances().removeApp(platform.app);
    assertEquals(List.of(), links.list());
    assertEquals(List.of(web), platform.instances().list());
  }

  private Instance start(AppKey app, int ordinal) {
    Instance instance =
        platform.instances().start(platform.instance(app, ordinal, "httpd -f -p 5000", Map.of()));
    String address = address(instance);
    Platform.await(
        "it listens", () -> new TcpProbe().listening(address, 5000, Duration.ofSeconds(1)));
    return instance;
  }

  private static String address(Instance instance) {
    return assertInstanceOf(State.Running.class, instance.state()).address();
  }

  private String from(AppKey app, String host) {
    String command =
        "nc -w 3 "
            + host
            + " 5000 </dev/null >/dev/null 2>&1 && printf reached || printf 'cut off'";
    var out = new ByteArrayOutputStream();
    platform
        .oneOffs()
        .start(platform.oneOff(app, command, Map.of(), Optional.empty()))
        .await((stream, bytes) -> out.writeBytes(bytes));
    return out.toString(UTF_8);
  }
}
