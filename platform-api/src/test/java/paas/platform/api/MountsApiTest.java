package paas.platform.api;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.ExtendWith;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;
import paas.platform.access.User;
import paas.platform.app.App;
import paas.platform.formation.Mount;
import paas.platform.formation.Slot;
import paas.platform.release.ProcessType;
import paas.platform.store.MountStore;

@ExtendWith(TestPlatform.Extension.class)
class MountsApiTest {
  private final TestPlatform platform;
  private final User user;
  private final Requests requests;
  private final App shop;
  private final App api;
  private final String host;
  private final String path;

  MountsApiTest(TestPlatform platform) {
    this.platform = platform;
    this.user = platform.user();
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

  @Test
  void whereThePathsOfARemovedDomainLedToThatIsTold() {
    mount(host, "/api", api.name()).expect(201);
    requests.delete("/apps/" + shop.name() + "/domains/" + host).expect(200);
    assertTold(api, host + "/api leads here no more: its domain was removed by user ");
    assertTold(shop, "Remove domain " + host + ", and with it " + host + "/api by user ");
  }

  @Test
  void thePathsThatGoWithADestroyedAppAreToldOnBothSides() {
    mount(host, "/api", api.name()).expect(201);
    requests.delete("/apps/" + api.name()).expect(200);
    assertTold(shop, host + "/api leads elsewhere no more: app " + api.name() + " was destroyed");
    App blog = platform.app(user);
    mount(host, "/blog", blog.name()).expect(201);
    int rerouted = platform.fleet.rerouted.size();
    requests.delete("/apps/" + shop.name()).expect(200);
    assertTold(blog, host + "/blog leads here no more: app " + shop.name() + " was destroyed");
    assertTrue(
        platform
            .fleet
            .rerouted
            .subList(rerouted, platform.fleet.rerouted.size())
            .contains(blog.id()));
  }

  private void assertTold(App app, String what) {
    List<String> events = platform.journal.events(app.id());
    assertTrue(events.stream().anyMatch(event -> event.startsWith(what)), events::toString);
  }

  @Test
  void aHostnameOfThePlatformsOwnIsNotToBeAdded() {
    String own = shop.name() + ".apps.test";
    String message = mount(own, "/api", api.name()).expect(422).text("message");
    assertTrue(message.startsWith("Domain '" + own + "' belongs to the platform"), message);
    assertFalse(message.contains("domains:add " + own), message);
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

  private Answer lead(String under, String process) {
    return requests.post(
        path,
        "{\"hostname\":\"%s\",\"path\":\"%s\",\"process\":\"%s\"}".formatted(host, under, process));
  }

  @Test
  void aPathLeadsToAnotherProcessTypeOfTheApp() {
    platform.deploy(shop, Map.of("web", "x", "api", "y", "release", "migrate"));
    int woken = platform.fleet.woken.size();
    Answer added = lead("/api", "api").expect(201);
    assertEquals("api", added.text("process"));
    assertEquals(shop.name().value(), added.text("target.name"));
    assertTrue(
        platform.fleet.woken.subList(woken, platform.fleet.woken.size()).contains(shop.id()));
    String what = "Lead " + host + "/api to process type api by user ";
    assertEquals(
        1, platform.journal.events(shop.id()).stream().filter(e -> e.startsWith(what)).count());
    Mount stored = platform.bean(MountStore.class).to(shop.id()).getFirst();
    assertEquals(new ProcessType("api"), stored.process());
  }

  @Test
  void aTypeThatTheAppDoesNotHaveIsRefusedWithThoseThatItHas() {
    platform.deploy(shop, Map.of("web", "x", "api", "y", "release", "migrate"));
    String message = lead("/api", "apii").expect(422).text("message");
    assertTrue(message.contains("no process type 'apii'; it has api, web."), message);
    lead("/api", "release").expect(422);
    lead("/api", "web").expect(422);
    assertEquals("[]", requests.get(path).body());
  }

  @Test
  void aDomainThatIsNotTheAppsIsToldBeforeWhatIsWrongWithItsPath() {
    String foreign = "other." + host;
    for (String process : List.of("apii", "web")) {
      String message =
          requests
              .post(
                  path,
                  "{\"hostname\":\"%s\",\"path\":\"/api\",\"process\":\"%s\"}"
                      .formatted(foreign, process))
              .expect(422)
              .text("message");
      assertTrue(message.startsWith("Domain '" + foreign + "' is not one of this app's"), message);
    }
  }

  @Test
  void aTypeThatRunsAndDoesNotListenIsRefused() {
    platform.deploy(shop, Map.of("web", "x", "worker", "y"));
    ProcessType worker = new ProcessType("worker");
    platform.fleet.deaf.put(worker, new Slot(worker, 1));
    String message = lead("/api", "worker").expect(422).text("message");
    assertTrue(message.contains("worker.1 of app"), message);
    assertTrue(message.contains("does not listen on $PORT"), message);
    platform.fleet.deaf.clear();
    lead("/api", "worker").expect(201);
  }

  @Test
  void whereWebAnswersNothingIsAskedOfWhatRuns() {
    platform.fleet.deaf.put(ProcessType.WEB, new Slot(ProcessType.WEB, 1));
    try {
      mount(host, "/web", api.name()).expect(201);
    } finally {
      platform.fleet.deaf.clear();
    }
  }

  @Test
  void aProcessTypeOfAnotherAppCanBeLedTo() {
    platform.deploy(api, Map.of("web", "x", "admin", "y"));
    Answer added =
        requests
            .post(
                path,
                "{\"hostname\":\"%s\",\"path\":\"/a\",\"target\":\"%s\",\"process\":\"admin\"}"
                    .formatted(host, api.name()))
            .expect(201);
    assertEquals("admin", added.text("process"));
    assertEquals(api.name().value(), added.text("target.name"));
  }

  @Test
  void whatIsLedToIsAskedOverTheNetworkBeforeItIsUp() {
    platform.deploy(shop, Map.of("web", "x", "api", "y"));
    String checks = "/apps/" + shop.name() + "/healthchecks/api";
    assertFalse(requests.get(checks).body().contains("listening"), requests.get(checks).body());
    lead("/api", "api").expect(201);
    assertTrue(requests.get(checks).body().contains("listening"), requests.get(checks).body());
  }
}
