package paas.platform.intake;

import static org.junit.jupiter.api.Assertions.assertEquals;

import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.TreeMap;
import org.junit.jupiter.api.Test;
import paas.platform.app.AppName;
import paas.platform.autoscale.Autoscale;
import paas.platform.formation.Formation;
import paas.platform.formation.Slot;
import paas.platform.release.ImageDigest;
import paas.platform.release.ProcessType;
import paas.platform.release.Slug;

class StandstillTest {
  private static final ProcessType WORKER = new ProcessType("worker");
  private static final Slot WEB_1 = new Slot(ProcessType.WEB, 1);
  private static final Slot WEB_2 = new Slot(ProcessType.WEB, 2);
  private static final Optional<Autoscale> SLEEP =
      Optional.of(new Autoscale(0, 2, Optional.empty(), Optional.of(Duration.ofMinutes(15))));

  private static List<String> lines(Optional<Autoscale> sleep, Slot... stopped) {
    Slug slug =
        new Slug(
            new ImageDigest("sha256:" + "a".repeat(64)),
            List.of(),
            new TreeMap<>(Map.of(ProcessType.WEB, "node x", WORKER, "node y")),
            "Node.js",
            "c");
    Formation formation =
        new Formation(
            new TreeMap<>(Map.of(ProcessType.WEB, 2, WORKER, 1, new ProcessType("gone"), 1)),
            Set.of(stopped),
            Map.of(),
            Map.of());
    return Standstill.lines(new AppName("shop"), slug, formation, sleep);
  }

  @Test
  void whatRunsIsNotTold() {
    assertEquals(List.of(), lines(Optional.empty()));
  }

  @Test
  void whatIsStoppedIsNamedWithWhatStartsIt() {
    assertEquals(
        List.of("Still stopped: web.2, worker.1 (paas ps:start --app shop)"),
        lines(Optional.empty(), new Slot(WORKER, 1), WEB_2));
  }

  @Test
  void whatTheReleaseOrTheFormationHasNoMoreIsNotStopped() {
    assertEquals(
        List.of(),
        lines(
            Optional.empty(), new Slot(new ProcessType("gone"), 1), new Slot(ProcessType.WEB, 3)));
  }

  @Test
  void webThatSleepsIsToldWhileSomeOfItRuns() {
    String sleeps =
        "web is up; it sleeps after 15 min without a request, and the next one wakes it";
    assertEquals(List.of(sleeps), lines(SLEEP));
    assertEquals(
        List.of("Still stopped: web.1 (paas ps:start --app shop)", sleeps), lines(SLEEP, WEB_1));
    assertEquals(
        List.of("Still stopped: web.1, web.2 (paas ps:start --app shop)"),
        lines(SLEEP, WEB_1, WEB_2));
  }
}
