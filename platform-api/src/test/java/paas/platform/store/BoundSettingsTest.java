package paas.platform.store;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.micronaut.core.value.MapPropertyResolver;
import java.nio.file.Path;
import java.util.Map;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;
import paas.platform.access.Email;
import paas.platform.access.User;
import paas.platform.app.App;
import paas.platform.app.DomainName;
import paas.platform.fault.Rejected;

/** Bounds as the platform's owner says them. */
class BoundSettingsTest {
  @TempDir private Path home;

  private static Bounds bounds(Map<String, Object> settings) {
    return Bounds.from(new MapPropertyResolver(settings));
  }

  @Test
  void theyAreTheUsualOnesUnlessSet() {
    assertEquals(Bounds.USUAL, bounds(Map.of("paas.most.domains", "")));
    assertEquals(
        new Bounds(100_000, 1),
        bounds(Map.of("paas.most.domains", "100000", "paas.most.apps", "1")));
  }

  @ParameterizedTest
  @ValueSource(strings = {"0", "100001", "-1", "x", "1.5", "9999999"})
  void whatIsOutOfItsBoundsIsRefusedByName(String value) {
    IllegalArgumentException refusal =
        assertThrows(IllegalArgumentException.class, () -> bounds(Map.of("paas.most.apps", value)));
    assertTrue(String.valueOf(refusal.getMessage()).startsWith("PAAS_MOST_APPS is "));
  }

  @Test
  @Tag("contract")
  void theyHoldAsTheyAreSetButAdminsOwnMoreApps() {
    Map<String, Object> settings = Map.of("paas.most.domains", "1", "paas.most.apps", "1");
    try (Stores stores = Stores.open(home, "", settings)) {
      User owner = stores.newUser();
      App app = stores.newApp(owner);
      refusedNaming("PAAS_MOST_APPS", () -> stores.newApp(owner));
      add(stores, app, "a.example.com");
      refusedNaming("PAAS_MOST_DOMAINS", () -> add(stores, app, "b.example.com"));
      User admin = stores.users.create(new Email("admin@example.com"), true, Stores.NOW);
      stores.newApp(admin);
      stores.newApp(admin);
      stores.apps.give(app, admin.id(), Stores.NOW);
    }
  }

  private static void add(Stores stores, App app, String name) {
    stores.domains.add(app.id(), new DomainName(name), other -> false, Stores.NOW);
  }

  private static void refusedNaming(String setting, Runnable more) {
    Rejected told = assertThrows(Rejected.class, more::run);
    assertTrue(String.valueOf(told.getMessage()).contains(setting), told.getMessage());
  }
}
