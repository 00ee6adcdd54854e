package paas.platform.metrics;

import static org.junit.jupiter.api.Assertions.assertEquals;

import java.util.List;
import java.util.Optional;
import org.junit.jupiter.api.Test;
import paas.platform.release.ProcessType;
import paas.router.http.Hostname;
import paas.router.http.PathPrefix;

class SignsTest {
  private static Signs.Sign sign(String host, String path, String type) {
    return new Signs.Sign(new Hostname(host), new PathPrefix(path), new ProcessType(type));
  }

  private static final Signs SIGNS =
      new Signs(
          List.of(
              sign("a.test", "", "web"),
              sign("a.test", "/api", "api"),
              sign("a.test", "/api/v2", "next"),
              sign("*.test", "", "web"),
              sign("*.b.test", "", "web")));

  private static String find(String host, String target) {
    return SIGNS.find(host, target).toString();
  }

  @Test
  void theLongestPathThatCoversATargetIsItsRoute() {
    assertEquals("a.test", find("a.test", "/"));
    assertEquals("a.test/api", find("a.test", "/api?x=/api/v2"));
    assertEquals("a.test/api/v2", find("a.test", "/api/v2/y"));
    assertEquals("a.test", find("a.test", "/apis"));
    assertEquals(Optional.of(new ProcessType("api")), SIGNS.type(new RouteName("a.test", "/api")));
  }

  @Test
  void aHostnameComesBeforeWildcardsAndALongerOneFirst() {
    assertEquals("*.test", find("c.test", "/"));
    assertEquals("*.b.test", find("x.y.b.test", "/"));
    assertEquals("*.test", find("b.test", "/"));
  }

  @Test
  void whatLeadsNowhereIsAmongTheOthers() {
    assertEquals(RouteName.OTHER, SIGNS.find("a.example", "/"));
    assertEquals(RouteName.OTHER, SIGNS.find("", ""));
    assertEquals(RouteName.OTHER, Signs.NONE.find("a.test", "/"));
    assertEquals(Optional.empty(), SIGNS.type(RouteName.OTHER));
  }
}
