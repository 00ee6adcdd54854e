package paas.platform.store;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;

import java.util.List;
import java.util.Optional;
import java.util.UUID;
import org.junit.jupiter.api.Nested;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import paas.platform.app.AppId;
import paas.platform.fault.Reason;
import paas.platform.fault.Rejected;
import paas.platform.formation.ContainerPath;
import paas.platform.formation.Slot;
import paas.platform.release.ProcessType;
import paas.platform.storage.Mounting;
import paas.platform.storage.Volume;
import paas.platform.storage.VolumeName;
import paas.platform.storage.VolumeSize;

@Tag("contract")
class VolumeStoreTest {
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
    private static final VolumeName DATA = new VolumeName("data");
    private static final Slot WEB_1 = new Slot(ProcessType.WEB, 1);
    private static final Mounting MOUNTING =
        new Mounting(new ContainerPath("/data"), Optional.of(ProcessType.WEB), true);

    private final Stores stores;

    Contract(Stores stores) {
      this.stores = stores;
    }

    private Volume made(AppId app) {
      UUID id = UUID.randomUUID();
      stores.volumes.prepare(id, DATA, new VolumeSize(64), Stores.NOW);
      return stores.volumes.give(id, app, DATA);
    }

    @Test
    void aVolumeIsTheAppsOnceItIsGiven() {
      AppId app = stores.newApp().id();
      UUID id = UUID.randomUUID();
      stores.volumes.prepare(id, DATA, new VolumeSize(64), Stores.NOW);
      assertEquals(List.of(), stores.volumes.of(app));
      Volume given = stores.volumes.give(id, app, DATA);
      assertEquals(
          new Volume(id, DATA, new VolumeSize(64), Optional.empty(), Stores.NOW_STORED), given);
      assertEquals(List.of(given), stores.volumes.of(app));
    }

    @Test
    void aNameIsTakenOnceInEachApp() {
      made(stores.newApp().id());
      AppId app = stores.newApp().id();
      made(app);
      Rejected refused = assertThrows(Rejected.class, () -> made(app));
      assertEquals(Reason.CONFLICT, refused.reason());
      assertEquals(1, stores.volumes.of(app).size());
    }

    @Test
    void aMountIsKeptAndRaisesTheEpochsOfItsType() {
      AppId app = stores.newApp().id();
      made(app);
      Volume mounted = stores.volumes.mount(app, DATA, MOUNTING);
      assertEquals(Optional.of(MOUNTING), mounted.mounting());
      assertEquals(mounted, stores.volumes.named(app, DATA));
      assertEquals(1, stores.formations.of(app).epoch(WEB_1));
      assertEquals(Optional.empty(), stores.volumes.unmount(app, DATA).mounting());
      assertEquals(2, stores.formations.of(app).epoch(WEB_1));
    }

    @Test
    void oneThatIsMountedStaysAndRestartsNothing() {
      AppId app = stores.newApp().id();
      made(app);
      stores.volumes.mount(app, DATA, MOUNTING);
      assertThrows(Rejected.class, () -> stores.volumes.disown(app, DATA));
      assertThrows(Rejected.class, () -> stores.volumes.mount(app, DATA, MOUNTING));
      assertEquals(1, stores.formations.of(app).epoch(WEB_1));
      assertEquals(1, stores.volumes.of(app).size());
    }

    @Test
    void whatIsDisownedOrLeftByItsAppWaitsToBeForgotten() {
      AppId app = stores.newApp().id();
      Volume first = made(app);
      stores.volumes.disown(app, DATA);
      Volume second = made(app);
      stores.volumes.mount(app, DATA, MOUNTING);
      stores.apps.delete(app);
      for (Volume each : List.of(first, second)) {
        assertEquals(1, stores.volumes.ownerless().stream().filter(each.id()::equals).count());
        stores.volumes.forget(each.id());
        assertEquals(0, stores.volumes.ownerless().stream().filter(each.id()::equals).count());
      }
    }
  }
}
