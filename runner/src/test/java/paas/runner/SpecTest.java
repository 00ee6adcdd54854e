package paas.runner;

import static org.junit.jupiter.api.Assertions.assertDoesNotThrow;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertThrows;

import java.time.Duration;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class SpecTest {
  private static final AppKey APP = new AppKey("3f2b9c1e-0000-4000-8000-000000000001", "shop");
  private static final ImageDigest IMAGE = new ImageDigest("sha256:" + "a".repeat(64));
  private static final Limits LIMITS = new Limits(512L << 20, 1, 256);

  @ParameterizedTest
  @ValueSource(
      strings = {"", "-web", "web.1", "../x", "we b", "web\n", "$(id)", "--privileged", "é"})
  void processTypesOutsideTheGrammarAreRefused(String type) {
    assertThrows(IllegalArgumentException.class, () -> instance(type, 1, Map.of(), 5000));
  }

  @ParameterizedTest
  @ValueSource(strings = {"web", "worker", "my-worker_2", "Clock", "2nd"})
  void processTypesOfProcfilesAreTaken(String type) {
    assertEquals(type + ".1", instance(type, 1, Map.of(), 5000).name());
  }

  @ParameterizedTest
  @ValueSource(strings = {"", "a", "Shop", "1shop", "shop-", "sh op", "shop/../x", "x\n"})
  void appNamesOutsideTheGrammarAreRefused(String name) {
    assertThrows(IllegalArgumentException.class, () -> new AppKey(APP.id(), name));
  }

  @Test
  void identifiersOutsideTheGrammarAreRefused() {
    assertThrows(IllegalArgumentException.class, () -> new AppKey("x", "shop"));
    assertThrows(IllegalArgumentException.class, () -> new ImageDigest("alpine:latest"));
    assertThrows(IllegalArgumentException.class, () -> new InstanceId("../../etc"));
    assertThrows(IllegalArgumentException.class, () -> new Scope("0A1B2C3D"));
    assertThrows(IllegalArgumentException.class, () -> new TerminalSize(0, 10));
  }

  @Test
  void numbersOutsideTheirRangeAreRefused() {
    assertThrows(IllegalArgumentException.class, () -> instance("web", 0, Map.of(), 5000));
    assertThrows(IllegalArgumentException.class, () -> instance("web", 1, Map.of(), 0));
    assertThrows(IllegalArgumentException.class, () -> instance("web", 1, Map.of(), 65_536));
    assertThrows(IllegalArgumentException.class, () -> new Limits(1, 1, 1));
    assertThrows(IllegalArgumentException.class, () -> new Limits(512L << 20, 0, 1));
    assertThrows(IllegalArgumentException.class, () -> new Limits(512L << 20, Double.NaN, 1));
    assertThrows(IllegalArgumentException.class, () -> new Limits(512L << 20, 1, 0));
    assertThrows(IllegalArgumentException.class, () -> oneOff(Duration.ofHours(25)));
    assertDoesNotThrow(() -> oneOff(Duration.ofHours(24)));
  }

  @Test
  void badConfigIsRefusedWithoutShowingItsValue() {
    for (var env :
        List.of(
            Map.of("A=B", "secret"),
            Map.of("1A", "secret"),
            Map.of("A", "secret\0"),
            Map.of("A", "secret\ud800"))) {
      var refused =
          assertThrows(IllegalArgumentException.class, () -> instance("web", 1, env, 5000));
      assertFalse(refused.toString().contains("secret"));
    }
  }

  @Test
  void secretsAreNotShownAndLaterChangesDoNotReachTheSpec() {
    Map<String, String> env = new HashMap<>(Map.of("KEY", "s3cret"));
    InstanceSpec spec = instance("web", 1, env, 5000);
    env.put("KEY", "other");
    assertEquals("s3cret", spec.env().get("KEY"));
    assertFalse(spec.toString().contains("s3cret"));
    assertFalse(spec.toString().contains("node"));
    assertFalse(oneOff(Duration.ofHours(1)).toString().contains("s3cret"));
  }

  private static InstanceSpec instance(
      String type, int ordinal, Map<String, String> env, int port) {
    return new InstanceSpec(
        APP,
        type,
        ordinal,
        1,
        0,
        IMAGE,
        List.of("/bin/sh", "-c"),
        Optional.of("node server.js"),
        env,
        port,
        LIMITS,
        Sandbox.STANDARD,
        Duration.ofSeconds(30));
  }

  private static OneOffSpec oneOff(Duration atMost) {
    return new OneOffSpec(
        APP,
        "run",
        1,
        1,
        IMAGE,
        List.of(),
        Optional.of("env"),
        Map.of("KEY", "s3cret"),
        LIMITS,
        Sandbox.STANDARD,
        Optional.empty(),
        Duration.ofSeconds(30),
        atMost);
  }
}
