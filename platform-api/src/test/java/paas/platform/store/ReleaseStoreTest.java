package paas.platform.store;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;
import java.util.UUID;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.stream.LongStream;
import org.junit.jupiter.api.Nested;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import paas.platform.app.AppId;
import paas.platform.config.ConfigKey;
import paas.platform.fault.Reason;
import paas.platform.fault.Rejected;
import paas.platform.formation.Formation;
import paas.platform.formation.IsolationChange;
import paas.platform.formation.Size;
import paas.platform.formation.Ulimits;
import paas.platform.release.ImageDigest;
import paas.platform.release.ProcessType;
import paas.platform.release.Release;
import paas.platform.release.ReleaseStatus;
import paas.platform.release.ReleaseVersion;
import paas.platform.release.Slug;
import paas.platform.release.SourceNotes;

@Tag("contract")
class ReleaseStoreTest {
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
    private static final ConfigKey KEY = new ConfigKey("KEY");
    private static final Instant NOW = Stores.NOW;

    private final Stores stores;
    private final ReleaseStore releases;

    Contract(Stores stores) {
      this.stores = stores;
      this.releases = stores.releases;
    }

    @Test
    void aReleaseComesBackAsItWasRecorded() {
      AppId app = stores.newApp().id();
      Slug slug =
          new Slug(
              image('a'),
              List.of("/bin/sh", "-c", "it's \"$1\"\n"),
              new TreeMap<>(
                  Map.of(
                      ProcessType.WEB,
                      "run --name='ü 🚀' \\ \"$PORT\"",
                      new ProcessType("worker"),
                      "")),
              "Node.js",
              "c0ffee");
      Release recorded =
          releases.record(app, new ReleaseDraft.NewSlug(slug, "me", "Deploy c0ffee"), NOW);
      assertEquals(Optional.of(slug), recorded.slug());
      assertEquals(new ReleaseStatus.Recorded(), recorded.status());
      assertEquals(Stores.NOW_STORED, recorded.createdAt());
      assertEquals(Optional.of(recorded), releases.find(app, new ReleaseVersion(2)));
      assertEquals(Optional.of(recorded), releases.find(recorded.id()));
      assertEquals(Optional.of(recorded), releases.latest(app));
      assertTrue(releases.uses(image('a')));
      assertFalse(releases.uses(image('e')));
    }

    @Test
    void nastyConfigValuesAreKeptByteForByte() {
      AppId app = stores.newApp().id();
      Map<ConfigKey, Optional<String>> changes =
          Map.of(
              new ConfigKey("LARGE"), Optional.of("ü\n".repeat(20_000)),
              new ConfigKey("LINES"), Optional.of("-----BEGIN-----\r\n\tx\n\n"),
              new ConfigKey("QUOTES"), Optional.of("'\"`$HOME $(id) \\ %s ${X} ; -- '"),
              new ConfigKey("EMOJI"), Optional.of("🚀 \u0001 \u2028 é e\u0301 \uFEFF"),
              new ConfigKey("EMPTY"), Optional.of(""));
      Release recorded = change(app, changes);
      Release read = releases.latest(app).orElseThrow();
      assertEquals(recorded, read);
      changes.forEach(
          (key, value) -> assertEquals(value.orElseThrow(), read.config().values().get(key)));
    }

    @Test
    void aNewSlugTakesTheLatestConfig() {
      AppId app = stores.newApp().id();
      set(app, "1");
      assertEquals("1", deploy(app, 'a').config().values().get(KEY));
    }

    @Test
    void aSetupFillsWhatIsNotSetAndSetsQuantities() {
      AppId app = stores.newApp().id();
      set(app, "mine");
      ConfigKey more = new ConfigKey("MORE");
      ProcessType worker = new ProcessType("worker");
      Setup setup =
          new Setup(
              Map.of(KEY, "theirs", more, "new"),
              Map.of(ProcessType.WEB, 3, worker, 2),
              Map.of(worker, Size.parse("1g")),
              Map.of(worker, 0, ProcessType.WEB, 2),
              Map.of(
                  worker,
                  new IsolationChange(
                      Optional.empty(),
                      Optional.of(true),
                      Optional.of("/run:1m"),
                      Optional.of(Ulimits.parse("nofile=4096")))));
      Release release =
          releases.record(
              app,
              new ReleaseDraft.NewSlug(slug('a', SourceNotes.NONE), setup, "me", "Deploy"),
              NOW);
      assertEquals(Map.of(KEY, "mine", more, "new"), release.config().values());
      Formation formation = stores.formations.of(app);
      assertEquals(3, formation.quantity(ProcessType.WEB));
      assertEquals(2, formation.quantity(worker));
      assertEquals(Size.parse("1g"), formation.settings(worker).size());
      assertEquals(Optional.of(0), formation.settings(worker).surge());
      assertEquals(Optional.of(2), formation.settings(ProcessType.WEB).surge());
      assertTrue(formation.settings(worker).isolation().readOnly());
      assertEquals("/run:1m", formation.settings(worker).isolation().tmpfsText());
      assertEquals("nofile=4096", formation.settings(worker).isolation().ulimits().toString());
    }

    @Test
    void whatWasReadInTheSourceGoesWithTheImage() {
      AppId app = stores.newApp().id();
      SourceNotes notes = new SourceNotes("{\"env\": {\"ü\": 1}}", "LOCK\tx\n");
      Slug first = slug('a', notes);
      Release recorded = releases.record(app, new ReleaseDraft.NewSlug(first, "me", "1"), NOW);
      succeed(recorded);
      succeed(
          releases.record(
              app, new ReleaseDraft.NewSlug(slug('b', SourceNotes.NONE), "me", "2"), NOW));
      releases.record(app, new ReleaseDraft.Rollback(recorded.version(), "me", "back"), NOW);
      assertEquals(
          notes, releases.latest(app).flatMap(Release::slug).map(Slug::notes).orElseThrow());
      assertEquals(Optional.of(recorded.id()), releases.firstLive(app).map(Release::id));
    }

    @Test
    void aConfigChangeTakesTheImageOfTheNewestReleaseThatDidNotFailAndTheLatestConfig() {
      AppId app = stores.newApp().id();
      succeed(deploy(app, 'a'));
      Release failing = set(app, "of the failed one");
      fail(failing);
      fail(deploy(app, 'b'));
      Release changed = change(app, Map.of(new ConfigKey("OTHER"), Optional.of("2")));
      assertEquals(image('a'), changed.slug().orElseThrow().image());
      assertEquals("of the failed one", changed.config().values().get(KEY));
      assertEquals("2", changed.config().values().get(new ConfigKey("OTHER")));
      assertEquals(new ReleaseStatus.Recorded(), changed.status());
    }

    @Test
    void whetherAFailureWasWishedIsStoredAndNotReadFromItsReason() {
      AppId app = stores.newApp().id();
      Release wished = deploy(app, 'a');
      ReleaseStatus.Failed aborted = ReleaseStatus.Failed.abortedBy("ann@example.com");
      releases.status(wished.id(), aborted, NOW);
      assertEquals(aborted, releases.find(wished.id()).orElseThrow().status());
      assertTrue(aborted.aborted());
      Release broken = deploy(app, 'b');
      releases.status(broken.id(), new ReleaseStatus.Failed(aborted.why()), NOW);
      assertFalse(
          ((ReleaseStatus.Failed) releases.find(broken.id()).orElseThrow().status()).aborted());
    }

    @Test
    void rollbackCopiesImageAndConfig() {
      AppId app = stores.newApp().id();
      set(app, "old");
      Release good = deploy(app, 'a');
      succeed(good);
      set(app, "new");
      deploy(app, 'b');
      Release back =
          releases.record(
              app, new ReleaseDraft.Rollback(good.version(), "me", "Rollback to v3"), NOW);
      assertEquals(6, back.version().number());
      assertEquals(good.slug(), back.slug());
      assertEquals(good.config(), back.config());
      assertEquals(new ReleaseStatus.Recorded(), back.status());
    }

    @Test
    void rollbackToWhatIsNotThereOrNeverWentLiveIsRefused() {
      AppId app = stores.newApp().id();
      Release failed = deploy(app, 'a');
      fail(failed);
      assertEquals(Reason.NOT_FOUND, refusedRollback(app, new ReleaseVersion(99)));
      assertEquals(Reason.INVALID_PARAMS, refusedRollback(app, failed.version()));
      assertEquals(Reason.INVALID_PARAMS, refusedRollback(app, new ReleaseVersion(1)));
    }

    private Reason refusedRollback(AppId app, ReleaseVersion to) {
      ReleaseDraft draft = new ReleaseDraft.Rollback(to, "me", "Rollback");
      return assertThrows(Rejected.class, () -> releases.record(app, draft, NOW)).reason();
    }

    @Test
    void newProcessTypesJoinTheFormationAtZeroButTheReleaseTypeDoesNot() {
      AppId app = stores.newApp().id();
      stores.formations.scale(app, Map.of(ProcessType.WEB, 3));
      Slug slug =
          new Slug(
              image('a'),
              List.of(),
              new TreeMap<>(
                  Map.of(
                      ProcessType.WEB, "", new ProcessType("worker"), "", ProcessType.RELEASE, "")),
              "Dockerfile",
              "");
      releases.record(app, new ReleaseDraft.NewSlug(slug, "me", "Deploy"), NOW);
      Formation formation = stores.formations.of(app);
      assertEquals(
          new TreeMap<>(Map.of(ProcessType.WEB, 3, new ProcessType("worker"), 0)),
          formation.quantities());
    }

    @Test
    void releasesOfAnAppThatIsGoneAreRefused() {
      ReleaseDraft draft = new ReleaseDraft.ConfigChange(Map.of(), "me", "Set");
      Rejected refusal =
          assertThrows(Rejected.class, () -> releases.record(AppId.random(), draft, NOW));
      assertEquals(Reason.NOT_FOUND, refusal.reason());
    }

    @Test
    void pendingReleasesComeOldestFirstAndServingIsTheNewestThatWentLive() {
      AppId app = stores.newApp().id();
      Release first = deploy(app, 'a');
      Release second = deploy(app, 'b');
      assertTrue(releases.appsWithPending().contains(app));
      assertEquals(Optional.of(first), releases.nextPending(app));
      succeed(first);
      assertEquals(first.id(), releases.serving(app).orElseThrow().id());
      assertEquals(Optional.of(second), releases.nextPending(app));
      fail(second);
      assertEquals(first.id(), releases.serving(app).orElseThrow().id());
      assertEquals(Optional.empty(), releases.nextPending(app));
      assertFalse(releases.appsWithPending().contains(app));
    }

    @Test
    void aStatusOnlyMovesForward() {
      AppId app = stores.newApp().id();
      Release release = deploy(app, 'a');
      assertEquals(new ReleaseStatus.Rolling(), after(release, new ReleaseStatus.Rolling()));
      assertEquals(new ReleaseStatus.Rolling(), after(release, new ReleaseStatus.Preparing()));
      ReleaseStatus failed = new ReleaseStatus.Failed("web.1 exited at once: 'no such file'");
      assertEquals(failed, after(release, failed));
      assertEquals(failed, after(release, new ReleaseStatus.Succeeded()));
      assertEquals(failed, after(release, new ReleaseStatus.Failed("late news")));
    }

    private ReleaseStatus after(Release release, ReleaseStatus news) {
      releases.status(release.id(), news, NOW.plusSeconds(1));
      return releases.find(release.id()).orElseThrow().status();
    }

    @Test
    void theStatusOfAnUnknownReleaseIsNobodysBusiness() {
      UUID unknown = UUID.randomUUID();
      releases.status(unknown, new ReleaseStatus.Succeeded(), NOW);
      assertEquals(Optional.empty(), releases.find(unknown));
    }

    @Test
    void listsArePagedEitherWay() {
      AppId app = stores.newApp().id();
      for (int i = 0; i < 5; i++) {
        set(app, "value " + i);
      }
      assertEquals(List.of(6L, 5L), versions(releases.list(app, true, 2, Optional.empty())));
      assertEquals(List.of(4L, 3L, 2L), versions(releases.list(app, true, 3, version(4))));
      assertEquals(List.of(1L, 2L), versions(releases.list(app, false, 2, Optional.empty())));
      assertEquals(List.of(5L, 6L), versions(releases.list(app, false, 9, version(5))));
    }

    private static Optional<ReleaseVersion> version(long number) {
      return Optional.of(new ReleaseVersion(number));
    }

    private static List<Long> versions(List<Release> list) {
      return list.stream().map(release -> release.version().number()).toList();
    }

    @Test
    void concurrentRecordersGetEachVersionOnceAndLoseNoChange() throws Exception {
      AppId app = stores.newApp().id();
      int writers = 40;
      List<Future<Release>> recorded = new ArrayList<>();
      try (ExecutorService threads = Executors.newVirtualThreadPerTaskExecutor()) {
        for (int i = 0; i < writers; i++) {
          ConfigKey own = new ConfigKey("K" + i);
          recorded.add(threads.submit(() -> change(app, Map.of(own, Optional.of("x")))));
        }
      }
      List<Long> versions = new ArrayList<>();
      for (Future<Release> release : recorded) {
        versions.add(release.get().version().number());
      }
      versions.sort(null);
      assertEquals(LongStream.rangeClosed(2, writers + 1).boxed().toList(), versions);
      assertEquals(writers, releases.latest(app).orElseThrow().config().values().size());
    }

    @Test
    void aReleaseIsMadeAgainWithTheLatestConfigThoughItFailed() {
      AppId app = stores.newApp().id();
      Release failed = deploy(app, 'a');
      fail(failed);
      set(app, "2");
      Release again =
          releases.record(app, new ReleaseDraft.Again(failed.version(), "me", "Retry"), NOW);
      assertEquals(failed.slug(), again.slug());
      assertEquals("2", again.config().values().get(KEY));
      assertEquals(new ReleaseStatus.Recorded(), again.status());
      ReleaseDraft blank = new ReleaseDraft.Again(new ReleaseVersion(1), "me", "Retry");
      assertEquals(
          Reason.INVALID_PARAMS,
          assertThrows(Rejected.class, () -> releases.record(app, blank, NOW)).reason());
    }

    private Release set(AppId app, String value) {
      return change(app, Map.of(KEY, Optional.of(value)));
    }

    private Release change(AppId app, Map<ConfigKey, Optional<String>> changes) {
      return releases.record(app, new ReleaseDraft.ConfigChange(changes, "me", "Set"), NOW);
    }

    private Release deploy(AppId app, char digit) {
      Slug slug =
          new Slug(
              image(digit), List.of(), new TreeMap<>(Map.of(ProcessType.WEB, "")), "Node.js", "");
      return releases.record(app, new ReleaseDraft.NewSlug(slug, "me", "Deploy"), NOW);
    }

    private static Slug slug(char digit, SourceNotes notes) {
      return new Slug(
          image(digit),
          List.of(),
          new TreeMap<>(Map.of(ProcessType.WEB, "")),
          "Node.js",
          "",
          notes);
    }

    private void succeed(Release release) {
      releases.status(release.id(), new ReleaseStatus.Succeeded(), NOW);
    }

    private void fail(Release release) {
      releases.status(release.id(), new ReleaseStatus.Failed("no boot"), NOW);
    }

    private static ImageDigest image(char digit) {
      return new ImageDigest("sha256:" + String.valueOf(digit).repeat(64));
    }
  }
}
