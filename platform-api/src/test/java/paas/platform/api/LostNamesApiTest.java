package paas.platform.api;

import static org.junit.jupiter.api.Assertions.assertEquals;

import java.time.Instant;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.ExtendWith;
import paas.platform.access.User;
import paas.platform.app.App;
import paas.platform.app.DomainName;
import paas.platform.store.DomainStore;

/** Domains that were added while the platform had another PAAS_DOMAIN. */
@ExtendWith(TestPlatform.Extension.class)
class LostNamesApiTest {
  private final TestPlatform platform;
  private final Requests requests;
  private final App shop;
  private final App blog;

  LostNamesApiTest(TestPlatform platform) {
    this.platform = platform;
    User user = platform.user();
    this.requests = platform.as(user);
    this.shop = platform.app(user);
    this.blog = platform.app(user);
  }

  private String add(App app, String hostname) {
    platform
        .bean(DomainStore.class)
        .add(app.id(), new DomainName(hostname), _ -> true, Instant.EPOCH);
    return "/apps/" + app.name() + "/domains/" + hostname;
  }

  private void assertLost(String path, String hostname, String owner) {
    Answer domain = requests.get(path).expect(200);
    assertEquals("failed", domain.text("status"));
    assertEquals(
        ("Domain '%s' leads nowhere: it is %s own hostname since PAAS_DOMAIN was changed."
                + " Remove it: paas domains:remove %s --app %s")
            .formatted(hostname, owner, hostname, blog.name()),
        domain.text("status_reason"));
  }

  @Test
  void aNameThatIsSomebodysOwnNowLeadsNowhere() {
    String shops = shop.name() + ".apps.test";
    assertLost(add(blog, shops), shops, "another app's");
    String platforms = "paas.apps.test";
    String path = add(blog, platforms);
    assertLost(path, platforms, "the platform's");
    requests.delete(path).expect(200);
    assertEquals(
        List.of("failed", "none"),
        requests.get("/apps/" + blog.name() + "/domains").each("status").stream()
            .sorted()
            .toList());
  }

  @Test
  void oneThatNobodyElseHasLeadsToItsApp() {
    for (String name : List.of(blog.name().value(), platform.unique("free"), "a.b", "9x", "*")) {
      String path = add(blog, name + ".apps.test");
      assertEquals("none", requests.get(path).expect(200).text("status"), name);
    }
  }
}
