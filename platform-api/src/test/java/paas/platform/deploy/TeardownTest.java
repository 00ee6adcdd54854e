package paas.platform.deploy;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;

import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.UUID;
import org.junit.jupiter.api.Test;
import paas.platform.app.App;
import paas.platform.app.AppId;
import paas.platform.app.AppName;
import paas.platform.app.AppSettings;
import paas.platform.app.Remnant;
import paas.runner.engine.EngineUnavailable;

class TeardownTest {
  private static final App SHOP =
      new App(
          new AppId(UUID.randomUUID()),
          new AppName("shop"),
          UUID.randomUUID(),
          AppSettings.DEFAULT,
          Instant.EPOCH,
          Instant.EPOCH);

  /** A build whose container went first said that it was killed for its memory. */
  @Test
  void whatWorksForAnAppEndsBeforeItsContainersGo() {
    List<String> done = new ArrayList<>();
    var builds =
        new Remnant() {
          @Override
          public void end(App app) {
            done.add("ended");
          }

          @Override
          public void remove(App app) {
            done.add("removed");
          }

          @Override
          public void removed(App app) {
            done.add("all removed");
          }
        };
    new Teardown(key -> done.add("containers of " + key.name()), List.of(builds)).remove(SHOP);
    assertEquals(List.of("ended", "containers of shop", "removed", "all removed"), done);
  }

  @Test
  void whatCannotBeRemovedDoesNotHoldUpTheRest() {
    List<String> done = new ArrayList<>();
    Remnant stuck =
        app -> {
          throw new IllegalStateException("the cache is in use");
        };
    Remnant log =
        new Remnant() {
          @Override
          public void remove(App app) {
            done.add("log");
          }

          @Override
          public void removed(App app) {
            done.add("all removed");
          }
        };
    Teardown teardown =
        new Teardown(
            key -> {
              throw new IllegalStateException("a container is stuck");
            },
            List.of(stuck, log));
    var failure = assertThrows(IllegalStateException.class, () -> teardown.remove(SHOP));
    assertEquals("a container is stuck", failure.getMessage());
    assertEquals("the cache is in use", failure.getSuppressed()[0].getMessage());
    assertEquals(List.of("log"), done);
  }

  @Test
  void nothingMoreIsTriedWhileTheEngineIsAway() {
    List<String> done = new ArrayList<>();
    Teardown teardown =
        new Teardown(
            key -> {
              throw new EngineUnavailable("Docker does not answer");
            },
            List.of(app -> done.add("log")));
    assertThrows(EngineUnavailable.class, () -> teardown.remove(SHOP));
    assertEquals(List.of(), done);
  }
}
