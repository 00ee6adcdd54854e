package paas.platform.api;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.ExtendWith;
import paas.platform.access.User;
import paas.platform.app.App;
import paas.platform.deploy.NetworkLinks;
import paas.runner.AppKey;
import paas.runner.AppLink;

@ExtendWith(TestPlatform.Extension.class)
class NetworkLinksApiTest {
  private final TestPlatform platform;
  private final User user;
  private final Requests requests;
  private final App shop;
  private final App stock;

  NetworkLinksApiTest(TestPlatform platform) {
    this.platform = platform;
    this.user = platform.user();
    this.requests = platform.as(user);
    this.shop = platform.app(user);
    this.stock = platform.app(user);
  }

  @Test
  void aLinkIsMadeShownAtBothEndsAndCut() {
    Answer made = requests.post(path(shop), wish(stock)).expect(201);
    assertEquals(at(stock), made.text("hostname"));
    requests.post(path(stock), wish(shop)).expect(201);
    assertEquals(List.of(at(stock)), hostnames(shop));
    assertEquals(List.of(at(shop)), hostnames(stock));
    assertTrue(linkedOnTheEngine());
    assertEquals(1, platform.journal.events(stock.id()).size());

    requests.delete(path(stock) + "/" + shop.name()).expect(200);
    assertEquals(List.of(), hostnames(shop));
    assertFalse(linkedOnTheEngine());
    requests.delete(path(stock) + "/" + shop.name()).expect(404);
  }

  @Test
  void onlyWhoHasAPartInBothMayLinkThem() {
    App foreign = platform.app(platform.user());
    requests.post(path(shop), wish(foreign)).expect(404);
    requests.post(path(shop), "{\"app\":\"no-such-app\"}").expect(404);
    requests.post(path(shop), wish(shop)).expect(422);
    requests.post(path(shop), "{}").expect(422);
    platform.as(platform.user(true)).post(path(shop), wish(foreign)).expect(201);
    assertEquals(List.of(at(foreign)), hostnames(shop));
  }

  @Test
  void afterAStartTheEngineFollowsTheStore() {
    requests.post(path(shop), wish(stock)).expect(201);
    platform.links.unlink(link());
    App stray = platform.app(user);
    var left = new AppLink(key(shop), key(stray));
    platform.links.link(left);

    platform.bean(NetworkLinks.class).adopt(shop);
    assertTrue(linkedOnTheEngine());
    assertTrue(platform.links.list().stream().noneMatch(left::joinsSameAs));
  }

  private boolean linkedOnTheEngine() {
    return platform.links.list().stream().anyMatch(link()::joinsSameAs);
  }

  private AppLink link() {
    return new AppLink(key(shop), key(stock));
  }

  private static AppKey key(App app) {
    return new AppKey(app.id().toString(), app.name().value());
  }

  private List<String> hostnames(App app) {
    return requests.get(path(app)).expect(200).each("hostname");
  }

  private static String at(App app) {
    return "web." + app.name() + ".internal";
  }

  private static String path(App app) {
    return "/apps/" + app.name() + "/network-links";
  }

  private static String wish(App app) {
    return "{\"app\":\"" + app.name() + "\"}";
  }
}
