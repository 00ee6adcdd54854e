package paas.platform.api;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.ExtendWith;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;
import paas.platform.access.User;
import paas.platform.app.App;
import paas.platform.store.MountStore;

@ExtendWith(TestPlatform.Extension.class)
class MountsApiTest {
  private final TestPlatform platform;
  private final Requests requests;
  private final App shop;
  private final App api;
  private final String host;
  private final String path;

  MountsApiTest(TestPlatform platform) {
    this.platform = platform;
    User user = platform.user();
    this.requests = platform.as(user);
    this.shop = platform.app(user);
    this.api = platform.app(user);
    this.host = platform.unique("shop") + ".example.com";
    this.path = "/apps/" + shop.name() + "/mounts";
    requests
        .post("/apps/" + shop.name() + "/domains", "{\"hostname\":\"" + host + "\"}")
        .expect(201);
  }

  private Answer mount(String hostname, String under, Object target) {
    return requests.post(
        path,
        "{\"hostname\":\"%s\",\"path\":\"%s\",\"target\":\"%s\"}"
            .formatted(hostname, under, target));
  }

  @Test
  void aPathOfADomainLeadsToAnotherAppUntilItIsRemoved() {
    int woken = platform.fleet.woken.size();
    Answer added = mount(host, "/api/", api.name()).expect(201);
    assertEquals("/api", added.text("path"));
    assertEquals(api.name().value(), added.text("target.name"));
    assertTrue(platform.fleet.woken.subList(woken, platform.fleet.woken.size()).contains(api.id()));
    assertEquals(List.of("/api"), requests.get(path).each("path"));
    assertEquals(1, platform.bean(MountStore.class).to(api.id()).size());
    mount(host, "/api", api.name()).expect(409);
    requests.delete(path + "/" + added.text("id")).expect(200);
    requests.delete(path + "/" + added.text("id")).expect(404);
    assertEquals(List.of(), platform.bean(MountStore.class).to(api.id()));
  }

  @Test
  void aDomainThatIsRemovedTakesItsPathsAlong() {
    mount(host, "/api", api.name()).expect(201);
    int woken = platform.fleet.woken.size();
    requests.delete("/apps/" + shop.name() + "/domains/" + host).expect(200);
    assertEquals("[]", requests.get(path).body());
    assertTrue(platform.fleet.woken.subList(woken, platform.fleet.woken.size()).contains(api.id()));
  }

  @ParameterizedTest
  @ValueSource(strings = {"api", "/", "/../x", "//", "/a b", "/a?b"})
  void whatIsNoPathIsRefused(String bad) {
    mount(host, bad, api.name()).expect(422);
    assertEquals("[]", requests.get(path).body());
  }

  @Test
  void onlyOnesOwnDomainsAndAppsCount() {
    mount("other." + host, "/api", api.name()).expect(422);
    mount(host, "/api", shop.name()).expect(422);
    App foreign = platform.app(platform.user());
    mount(host, "/api", foreign.name()).expect(404);
    assertEquals("[]", requests.get(path).body());
  }
}
