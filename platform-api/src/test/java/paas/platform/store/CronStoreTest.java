package paas.platform.store;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertInstanceOf;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.time.Duration;
import java.time.Instant;
import java.time.ZoneId;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;
import java.util.UUID;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Nested;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import paas.platform.app.AppId;
import paas.platform.fault.Reason;
import paas.platform.fault.Rejected;
import paas.platform.formation.Size;
import paas.platform.manifest.CronJob;
import paas.platform.manifest.CronName;
import paas.platform.manifest.CronSchedule;
import paas.platform.manifest.CronTerms;
import paas.platform.release.ImageDigest;
import paas.platform.release.Release;
import paas.platform.release.ReleaseStatus;
import paas.platform.release.Slug;
import paas.platform.release.SourceNotes;

@Tag("contract")
class CronStoreTest {
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
    private static final Instant DUE = Instant.parse("2026-11-26T05:00:00Z");
    private static final CronTerms TERMS =
        new CronTerms(
            ZoneId.of("Europe/Berlin"),
            CronTerms.Concurrency.FORBID,
            Duration.ofSeconds(90),
            CronTerms.Missed.ONCE,
            Size.parse("1g:0.5cpu"));

    private final Stores stores;
    private final AppId app;

    Contract(Stores stores) {
      this.stores = stores;
      this.app = stores.newApp().id();
    }

    private static CronJob job(String name, CronTerms.Concurrency rule) {
      CronTerms usual = CronTerms.STANDARD;
      return new CronJob(
          new CronName(name),
          new CronSchedule("0 5 * * *"),
          "rake report",
          new CronTerms(usual.zone(), rule, usual.timeout(), usual.missed(), usual.size()));
    }

    private CronJob added(String name, CronTerms.Concurrency rule) {
      CronJob job = job(name, rule);
      stores.crons.add(app, job, DUE.minusSeconds(3600));
      return job;
    }

    private CronClaim claim(CronJob job, Instant due) {
      return stores.cronRuns.claim(UUID.randomUUID(), app, job, due, due.plusSeconds(1));
    }

    private CronRun granted(CronJob job, Instant due) {
      return assertInstanceOf(CronClaim.Granted.class, claim(job, due)).run();
    }

    private void end(CronRun run, String output) {
      assertTrue(
          stores.cronRuns.end(
              run.id(), CronRun.State.EXITED, 0, "", run.startedAt().plusSeconds(5), output));
    }

    @Test
    void aJobComesBackAsItWasAddedAndGoesWithItsStateAndRuns() {
      CronJob job =
          new CronJob(new CronName("report"), new CronSchedule("@daily"), "réport", TERMS);
      stores.crons.add(app, job, DUE);
      assertEquals(List.of(job), stores.crons.added(app));
      assertEquals(List.of(job), stores.crons.added().get(app));
      assertEquals(
          Map.of(job.name(), new CronState("@daily Europe/Berlin", false, DUE)),
          stores.crons.states(app));
      end(granted(job, DUE.plusSeconds(1)), "");

      assertTrue(stores.crons.remove(app, job.name()));
      assertFalse(stores.crons.remove(app, job.name()));
      assertEquals(List.of(), stores.crons.added(app));
      assertEquals(Map.of(), stores.crons.states(app));
      assertEquals(List.of(), stores.cronRuns.of(app));
    }

    @Test
    void aRunThatGoesOnOutlivesItsJobAndGoesAfterItsEnd() {
      CronJob job = added("strict", CronTerms.Concurrency.FORBID);
      end(granted(job, DUE), "");
      CronRun run = granted(job, DUE.plusSeconds(60));
      stores.crons.remove(app, job.name());
      assertEquals(List.of(run), stores.cronRuns.of(app));

      added("strict", CronTerms.Concurrency.FORBID);
      assertInstanceOf(CronClaim.Refused.class, claim(job, DUE.plusSeconds(120)));
      stores.crons.remove(app, job.name());
      end(run, "");
      assertEquals(List.of(), stores.cronRuns.unfinished(app));
      added("another", CronTerms.Concurrency.FORBID);
      assertEquals(List.of(), stores.cronRuns.of(app));
    }

    @Test
    void aNameIsTakenOnceAndJobsAreBounded() {
      CronJob first = added("j-0", CronTerms.Concurrency.ALLOW);
      Rejected taken = assertThrows(Rejected.class, () -> stores.crons.add(app, first, DUE));
      assertEquals(Reason.CONFLICT, taken.reason());
      IntStream.range(1, CronStore.MOST_ADDED)
          .forEach(n -> added("j-" + n, CronTerms.Concurrency.ALLOW));
      assertThrows(Rejected.class, () -> added("one-more", CronTerms.Concurrency.ALLOW));
      assertEquals(CronStore.MOST_ADDED, stores.crons.added(app).size());
    }

    @Test
    void aDueTimeIsClaimedOnceAndNoEarlierOneAfterIt() {
      CronJob job = added("once", CronTerms.Concurrency.ALLOW);
      CronRun run = granted(job, DUE);

      assertEquals(new CronClaim.Known(), claim(job, DUE));
      assertEquals(new CronClaim.Known(), claim(job, DUE.minusSeconds(60)));
      assertFalse(stores.crons.added(app).isEmpty());
      assertFalse(stores.crons.pass(app, job.name(), DUE));
      assertTrue(stores.crons.pass(app, job.name(), DUE.plusSeconds(60)));
      assertEquals(new CronClaim.Known(), claim(job, DUE.plusSeconds(60)));
      assertEquals(Optional.of(DUE), run.due());
      assertEquals("cron-once." + run.number(), run.process());
      assertEquals(List.of(run), stores.cronRuns.unfinished(app));
    }

    @Test
    void aPausedJobIsNotClaimed() {
      CronJob job = added("paused", CronTerms.Concurrency.ALLOW);
      stores.crons.keep(app, job.name(), new CronState(job.timing(), true, DUE.minusSeconds(9)));
      assertEquals(new CronClaim.Known(), claim(job, DUE));
      stores.crons.keep(app, job.name(), new CronState(job.timing(), false, DUE.minusSeconds(9)));
      granted(job, DUE);
    }

    @Test
    void forbidRefusesAndDealsWithTheTimeWhileARunGoesOn() {
      CronJob job = added("strict", CronTerms.Concurrency.FORBID);
      CronRun run = granted(job, DUE);
      CronClaim.Refused refused =
          assertInstanceOf(CronClaim.Refused.class, claim(job, DUE.plusSeconds(60)));
      assertEquals("run " + run.number() + " of it still goes on", refused.why());
      assertEquals(new CronClaim.Known(), claim(job, DUE.plusSeconds(60)));
      end(run, "");
      granted(job, DUE.plusSeconds(120));
    }

    @Test
    void replaceNamesTheRunThatIsToBeStopped() {
      CronJob job = added("newest", CronTerms.Concurrency.REPLACE);
      CronRun first = granted(job, DUE);
      CronClaim.Granted second =
          assertInstanceOf(CronClaim.Granted.class, claim(job, DUE.plusSeconds(60)));
      assertEquals(List.of(first), second.replaced());
      assertEquals(
          Optional.of(CronRun.State.REPLACING),
          stores.cronRuns.running(first.id(), DUE).map(CronRun::state));
      assertEquals(
          Optional.of(CronRun.State.RUNNING),
          stores.cronRuns.running(second.run().id(), DUE).map(CronRun::state));
    }

    @Test
    void noMoreThanSoManyRunsOfAnAppGoOnAtOnce() {
      CronJob job = added("many", CronTerms.Concurrency.ALLOW);
      IntStream.range(0, CronRunStore.MOST_AT_ONCE).forEach(n -> granted(job, DUE.plusSeconds(n)));
      assertInstanceOf(CronClaim.Refused.class, claim(job, DUE.plusSeconds(600)));
      assertInstanceOf(
          CronClaim.Refused.class,
          stores.cronRuns.claim(UUID.randomUUID(), app, job, DUE.plusSeconds(601)));
    }

    @Test
    void theFirstNewsOfAnEndCountsAndTheNewestRunsAreKept() {
      CronJob job = added("kept", CronTerms.Concurrency.ALLOW);
      for (int n = 0; n < CronRunStore.KEPT + 5; n++) {
        CronRun run = granted(job, DUE.plusSeconds(n));
        end(run, "output\0 " + n);
        assertFalse(
            stores.cronRuns.end(run.id(), CronRun.State.CUT_OFF, Optional.empty(), "x", DUE));
      }
      List<CronRun> kept = stores.cronRuns.of(app, job.name());
      assertEquals(CronRunStore.KEPT, kept.size());
      CronRun newest = kept.getFirst();
      assertEquals(CronRunStore.KEPT + 5, newest.number());
      assertEquals(CronRun.State.EXITED, newest.state());
      assertEquals(Optional.of(0), newest.exitCode());
      assertEquals("output\ufffd 24", stores.cronRuns.output(newest.id()));
      assertEquals(List.of(), stores.cronRuns.unfinished(app));
    }

    @Test
    void theAppJsonOfTheServingReleaseIsTheOneThatCounts() {
      assertEquals(Optional.empty(), stores.crons.manifest(app));
      Release first = deploy("{\"a\":1}");
      Release second = deploy("{\"a\":2}");
      assertEquals(Optional.empty(), stores.crons.manifest(app));
      stores.releases.status(first.id(), new ReleaseStatus.Succeeded(), DUE);
      CronManifest expected = new CronManifest(app, "{\"a\":1}", DUE);
      assertEquals(Optional.of(expected), stores.crons.manifest(app));
      assertEquals(List.of(expected), ofApp(stores.crons.manifests()));
      stores.releases.status(second.id(), new ReleaseStatus.Succeeded(), DUE);
      assertEquals("{\"a\":2}", ofApp(stores.crons.manifests()).getFirst().appJson());
      Release third = deploy("");
      stores.releases.status(third.id(), new ReleaseStatus.Succeeded(), DUE);
      assertEquals(List.of(), ofApp(stores.crons.manifests()));
      assertEquals(Optional.empty(), stores.crons.manifest(app));
    }

    private List<CronManifest> ofApp(List<CronManifest> all) {
      return all.stream().filter(manifest -> manifest.app().equals(app)).toList();
    }

    private Release deploy(String appJson) {
      ImageDigest image = new ImageDigest("sha256:" + "9".repeat(64));
      Slug slug =
          new Slug(image, List.of(), new TreeMap<>(), "x", "c", new SourceNotes(appJson, ""));
      return stores.releases.record(
          app, new ReleaseDraft.NewSlug(slug, "me", "Deploy"), DUE.minusSeconds(9));
    }

    @Test
    void allOfItGoesWithTheApp() {
      CronJob job = added("gone", CronTerms.Concurrency.ALLOW);
      CronRun run = granted(job, DUE);
      stores.apps.delete(app);
      assertEquals(List.of(), stores.crons.added(app));
      assertEquals(Optional.empty(), stores.cronRuns.running(run.id(), DUE));
      assertThrows(Rejected.class, () -> claim(job, DUE.plusSeconds(60)));
    }
  }
}
