package paas.cli.git;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.util.Map;
import java.util.Optional;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;
import paas.cli.fault.Failure;

class AppRemoteTest {
  private static final String URL = "http://127.0.0.1:7300";

  @Test
  void theConventionalRemoteIsTheApp() {
    assertEquals(
        Optional.of("shop"),
        AppRemote.guess(Map.of("origin", URL + "/other.git", "paas", URL + "/shop.git"), URL));
  }

  @Test
  void theOnlyRemoteAtThePlatformIsTheApp() {
    assertEquals(
        Optional.of("stage"),
        AppRemote.guess(
            Map.of("origin", "git@github.com:a/b.git", "staging", URL + "/stage.git"), URL));
  }

  @Test
  void severalRemotesAtThePlatformAreNotGuessed() {
    Map<String, String> remotes = Map.of("one", URL + "/app-one.git", "two", URL + "/app-two.git");
    assertThrows(Failure.class, () -> AppRemote.guess(remotes, URL));
    assertEquals("app-two", AppRemote.named("two", remotes));
  }

  @Test
  void readsSshAddresses() {
    assertEquals(Optional.of("shop"), AppRemote.app("git@paas.example.com:shop.git"));
    assertEquals(Optional.of("shop"), AppRemote.app("ssh://git@paas.example.com/shop.git"));
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "",
        "a",
        "A",
        "-x",
        "x-",
        "1x",
        "x_y",
        "x y",
        "--upload-pack=x",
        "-oProxyCommand=x",
        "$(id)",
        "a/b",
        "../x",
        "x\ny",
        "éa",
        "abcdefghijklmnopqrstuvwxyz01234"
      })
  void refusesWhatIsNoAppName(String text) {
    assertFalse(AppName.isValid(text));
    assertThrows(Failure.class, () -> AppName.require(text));
  }

  @Test
  void acceptsNamesAndIds() {
    assertTrue(AppName.isValid("shop-2"));
    assertEquals(
        "0b5c1a9e-8a77-4c1f-9b5c-0f2d3e4a5b6c",
        AppName.require("0b5c1a9e-8a77-4c1f-9b5c-0f2d3e4a5b6c"));
  }
}
