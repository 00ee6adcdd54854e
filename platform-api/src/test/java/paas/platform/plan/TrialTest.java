package paas.platform.plan;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertInstanceOf;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.TreeMap;
import java.util.TreeSet;
import org.junit.jupiter.api.Test;
import paas.platform.formation.Formation;
import paas.platform.formation.Slot;
import paas.platform.release.Percent;
import paas.platform.release.ProcessType;
import paas.platform.release.ReleaseVersion;

class TrialTest {
  private static final ProcessType WEB = ProcessType.WEB;
  private static final ProcessType WORKER = new ProcessType("worker");
  private static final Formation NO_WEB = formation(Map.of(WEB, 0, WORKER, 2), Set.of());
  private static final Formation STOPPED = formation(Map.of(WEB, 1), Set.of(new Slot(WEB, 1)));

  private static Formation formation(Map<ProcessType, Integer> quantities, Set<Slot> stopped) {
    return new Formation(new TreeMap<>(quantities), stopped, Map.of(), Map.of());
  }

  private static Revision revision(long version, ProcessType... types) {
    return new Revision(new ReleaseVersion(version), new TreeSet<>(Set.of(types)));
  }

  private static List<Step> plan(Formation formation, boolean begun, ProcessType... types) {
    Wanted wanted =
        new Wanted(
            Optional.of(revision(1)),
            Optional.empty(),
            Optional.of(new Trial(revision(2, types), new Percent(10), begun)),
            Wanted.ONLY_WEB,
            formation,
            false,
            0,
            Map.of());
    Exposures nothing = Exposures.web(new Exposure.NoWeb());
    return Planner.plan(wanted, new Seen(List.of(), Optional.of(nothing), Map.of()));
  }

  @Test
  void oneWithoutAnyInstanceThatGetsRequestsFails() {
    for (List<Step> steps :
        List.of(
            plan(NO_WEB, false, WEB, WORKER),
            plan(STOPPED, false, WEB),
            plan(formation(Map.of(WEB, 1), Set.of()), false, WORKER))) {
      assertEquals(1, steps.size(), steps::toString);
      Step.Fail failed = assertInstanceOf(Step.Fail.class, steps.getFirst());
      assertTrue(failed.why().contains("no instance"), failed.why());
    }
  }

  @Test
  void onceItHasBegunItMayBeScaledToNothing() {
    assertEquals(List.of(), plan(NO_WEB, true, WEB, WORKER));
  }
}
