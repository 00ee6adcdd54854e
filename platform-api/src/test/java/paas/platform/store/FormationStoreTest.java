package paas.platform.store;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;

import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import org.junit.jupiter.api.Nested;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import paas.platform.app.AppId;
import paas.platform.fault.Reason;
import paas.platform.fault.Rejected;
import paas.platform.formation.Formation;
import paas.platform.formation.Isolation;
import paas.platform.formation.ProcessSettings;
import paas.platform.formation.RunAs;
import paas.platform.formation.Size;
import paas.platform.formation.Slot;
import paas.platform.formation.Ulimits;
import paas.platform.release.ProcessType;

@Tag("contract")
class FormationStoreTest {
  @Nested
  class OnH2 extends Contract {
    OnH2() {
      super(Stores.onH2());
    }
  }

  @Nested
  class OnPostgreSql extends Contract {
    OnPostgreSql() {
      super(Stores.onPostgreSql());
    }
  }

  abstract static class Contract {
    private final Stores stores;

    Contract(Stores stores) {
      this.stores = stores;
    }

    private static final ProcessType WORKER = new ProcessType("worker");
    private static final Slot WEB_1 = new Slot(ProcessType.WEB, 1);
    private static final Slot WEB_3 = new Slot(ProcessType.WEB, 3);

    @Test
    void anAppThatIsNotThereWantsNothing() {
      assertEquals(Formation.EMPTY, stores.formations.of(AppId.random()));
    }

    @Test
    void scalingSetsWhatItNamesAndKeepsTheRest() {
      AppId app = stores.newApp().id();
      stores.formations.scale(app, Map.of(WORKER, 2));
      Formation formation = stores.formations.scale(app, Map.of(ProcessType.WEB, 3));
      assertEquals(Map.of(ProcessType.WEB, 3, WORKER, 2), formation.quantities());
      assertEquals(formation, stores.formations.of(app));
    }

    @Test
    void settingsAreKeptAndAnotherSizeRaisesTheEpochsOfItsSlots() {
      AppId app = stores.newApp().id();
      stores.formations.scale(app, Map.of(WORKER, 2));
      ProcessSettings small = ProcessSettings.DEFAULT.with(Size.parse("small"));

      stores.formations.change(app, Map.of(), Map.of(WORKER, small));
      ProcessSettings patient =
          small.withGrace(Duration.ofMinutes(1)).withWebSocketGrace(Duration.ofMinutes(2));
      Formation after = stores.formations.change(app, Map.of(WORKER, 1), Map.of(WORKER, patient));

      assertEquals(patient, after.settings(WORKER));
      assertEquals(ProcessSettings.DEFAULT, after.settings(ProcessType.WEB));
      assertEquals(1, after.epoch(new Slot(WORKER, 1)));
      assertEquals(1, after.epoch(new Slot(WORKER, 2)));
      assertEquals(after, stores.formations.of(app));
    }

    @Test
    void whatWasWorkedOutFromAFormationThatIsNoMoreChangesNothing() {
      AppId app = stores.newApp().id();
      Formation seen = stores.formations.of(app);
      assertEquals(
          2,
          stores
              .formations
              .changeFrom(app, seen, Map.of(WORKER, 2), Map.of())
              .orElseThrow()
              .quantity(WORKER));

      assertEquals(
          Optional.empty(), stores.formations.changeFrom(app, seen, Map.of(WORKER, 1), Map.of()));
      assertEquals(2, stores.formations.of(app).quantity(WORKER));
    }

    @Test
    void isolationIsKept() {
      AppId app = stores.newApp().id();
      Isolation tight =
          new Isolation(new RunAs("1001"), true, List.of(), Ulimits.DEFAULT)
              .withTmpfs("/tmp:8m,/run:1m");
      ProcessSettings chosen = ProcessSettings.DEFAULT.with(tight);

      stores.formations.change(app, Map.of(), Map.of(WORKER, chosen));

      assertEquals(chosen, stores.formations.of(app).settings(WORKER));
      assertEquals(0, stores.formations.of(app).epoch(new Slot(WORKER, 1)));
    }

    @Test
    void otherUlimitsAreKeptAndReplaceTheInstances() {
      AppId app = stores.newApp().id();
      Ulimits ulimits = Ulimits.parse("nofile=1024:65536,core=unlimited");
      ProcessSettings chosen = ProcessSettings.DEFAULT.with(Isolation.DEFAULT.with(ulimits));
      stores.formations.scale(app, Map.of(WORKER, 1));

      stores.formations.change(app, Map.of(), Map.of(WORKER, chosen));

      assertEquals(chosen, stores.formations.of(app).settings(WORKER));
      assertEquals(1, stores.formations.of(app).epoch(new Slot(WORKER, 1)));
    }

    @Test
    void quantitiesOutOfBoundsAreRefusedAndNothingChanges() {
      AppId app = stores.newApp().id();
      for (int wrong : new int[] {-1, Formation.MAX_QUANTITY + 1}) {
        Rejected refusal =
            assertThrows(
                Rejected.class, () -> stores.formations.scale(app, Map.of(ProcessType.WEB, wrong)));
        assertEquals(Reason.INVALID_PARAMS, refusal.reason());
      }
      assertEquals(1, stores.formations.of(app).quantity(ProcessType.WEB));
    }

    @Test
    void stoppedSlotsStayStoppedUntilStarted() {
      AppId app = stores.newApp().id();
      stores.formations.scale(app, Map.of(ProcessType.WEB, 3));
      assertEquals(Set.of(WEB_1), stores.formations.stop(app, Set.of(WEB_1)).stopped());
      assertEquals(
          Set.of(WEB_1, WEB_3), stores.formations.stop(app, Set.of(WEB_1, WEB_3)).stopped());
      assertEquals(Set.of(WEB_3), stores.formations.start(app, Set.of(WEB_1)).stopped());
    }

    @Test
    void aSlotThatWasScaledAwayIsNoLongerStopped() {
      AppId app = stores.newApp().id();
      stores.formations.scale(app, Map.of(ProcessType.WEB, 3));
      stores.formations.stop(app, Set.of(WEB_1, WEB_3));
      stores.formations.scale(app, Map.of(ProcessType.WEB, 2));
      Formation again = stores.formations.scale(app, Map.of(ProcessType.WEB, 3));
      assertEquals(Set.of(WEB_1), again.stopped());
    }

    @Test
    void eachRestartRaisesTheEpochsOfItsSlotsOnly() {
      AppId app = stores.newApp().id();
      stores.formations.restart(app, Set.of(WEB_1));
      stores.formations.restart(app, Set.of(WEB_1, WEB_3));
      stores.formations.stop(app, Set.of(WEB_1));
      Formation formation = stores.formations.of(app);
      assertEquals(Map.of(WEB_1, 2L, WEB_3, 1L), formation.epochs());
    }

    @Test
    void epochsNeverGoBack() {
      AppId app = stores.newApp().id();
      stores.formations.restart(app, Set.of(WEB_3));
      stores.formations.scale(app, Map.of(ProcessType.WEB, 0));
      assertEquals(1, stores.formations.scale(app, Map.of(ProcessType.WEB, 3)).epoch(WEB_3));
    }

    @Test
    void slotsThatNoScaleReachesAreRefused() {
      AppId app = stores.newApp().id();
      Slot wild = new Slot(ProcessType.WEB, Formation.MAX_QUANTITY + 1);
      Rejected refusal =
          assertThrows(Rejected.class, () -> stores.formations.restart(app, Set.of(wild)));
      assertEquals(Reason.NOT_FOUND, refusal.reason());
    }

    @Test
    void anAppThatIsGoneCannotBeScaled() {
      Rejected refusal =
          assertThrows(Rejected.class, () -> stores.formations.scale(AppId.random(), Map.of()));
      assertEquals(Reason.NOT_FOUND, refusal.reason());
    }
  }
}
