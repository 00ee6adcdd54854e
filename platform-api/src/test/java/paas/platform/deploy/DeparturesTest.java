package paas.platform.deploy;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.TreeMap;
import java.util.UUID;
import org.junit.jupiter.api.Test;
import paas.platform.app.AppId;
import paas.platform.formation.Formation;
import paas.platform.formation.ProcessSettings;
import paas.platform.release.ProcessType;
import paas.router.http.Endpoint;
import paas.router.http.Patience;
import paas.router.http.Route;
import paas.runner.AppKey;
import paas.runner.Instance;
import paas.runner.InstanceId;
import paas.runner.State;

/** On a clock that only what is waited for moves on. */
class DeparturesTest {
  private static final AppId APP = new AppId(new UUID(0, 1));
  private static final Duration GRACE = Duration.ofMinutes(10);

  private interface Clients {
    boolean haveLeft(Patience patience) throws InterruptedException;
  }

  private final DeploySettings settings = DeploySettings.defaults("localhost", 1);
  private final List<String> lines = new ArrayList<>();
  private final List<Duration> asked = new ArrayList<>();
  private Clients clients = this::stay;
  private long now;
  private final Departures departures =
      new Departures(APP, new Waiting(), new Lines(), settings, () -> {}, () -> now);

  private final class Waiting implements Traffic {
    @Override
    public void publish(AppId app, List<Route> routes) {}

    @Override
    public boolean awaitDrained(Endpoint endpoint, Patience patience) throws InterruptedException {
      asked.add(patience.longest());
      assertTrue(asked.size() < 2_000, "it asks without end");
      return clients.haveLeft(patience);
    }
  }

  private final class Lines extends SilentJournal {
    @Override
    public void platform(AppId app, String process, String text) {
      lines.add(process + ": " + text);
    }
  }

  /** All of them have WebSockets, none a request. */
  private boolean stay(Patience patience) {
    now += patience.tunnels().toNanos();
    return false;
  }

  private Departure begin(int ordinal, long release, long epoch) {
    String digits = ordinal + "%03d".formatted(release) + "%03d".formatted(epoch);
    Instance instance =
        new Instance(
            new InstanceId("0".repeat(64 - digits.length()) + digits),
            new AppKey(APP.toString(), "shop"),
            "web",
            ordinal,
            release,
            epoch,
            Duration.ofSeconds(30),
            512L << 20,
            new State.Running(Instant.EPOCH, "10.208.0.1", 5000));
    Endpoint endpoint = new Endpoint("web." + ordinal, "10.208.0.1", 5000, instance.id().value());
    return departures.begin(instance, Optional.of(endpoint), GRACE).orElseThrow();
  }

  /** How many seconds it is waited for. */
  private long await(Departure departure) throws InterruptedException {
    long before = now;
    departures.await(departure);
    return Duration.ofNanos(now - before).toSeconds();
  }

  private static Formation webSocketGrace(Duration grace) {
    ProcessSettings chosen = ProcessSettings.DEFAULT.withWebSocketGrace(grace);
    return new Formation(new TreeMap<>(), Set.of(), Map.of(), Map.of(ProcessType.WEB, chosen));
  }

  /** At this time since the first wait began, once. */
  private void meanwhile(Duration at, Clients happens) {
    clients =
        patience -> {
          if (now >= at.toNanos()) {
            clients = this::stay;
            return happens.haveLeft(patience);
          }
          return stay(patience);
        };
  }

  @Test
  void webSocketsAreWaitedForAMomentAtATime() throws Exception {
    assertEquals(GRACE.toSeconds(), await(begin(1, 1, 0)));
    assertEquals(settings.heldUp(), asked.getFirst());
    assertEquals(Duration.ofSeconds(1), asked.get(1));
    assertEquals(GRACE.toSeconds() - 2, asked.size());
    assertEquals(List.of(), lines);
  }

  @Test
  void aRouterThatHasNothingToWaitForIsNotAskedAgain() throws Exception {
    clients = patience -> false;
    assertEquals(0, await(begin(1, 1, 0)));
    assertEquals(1, asked.size());
    meanwhile(Duration.ofSeconds(8), patience -> false);
    assertEquals(8, await(begin(2, 1, 0)));
  }

  @Test
  void nobodyIsHeldOnceItIsTimeForSigterm() throws Exception {
    Departure one = begin(1, 1, 0);
    meanwhile(
        Duration.ofSeconds(8),
        patience -> {
          assertEquals(Set.of(one.id()), departures.held());
          return true;
        });
    await(one);
    assertEquals(Set.of(), departures.held());
    assertEquals(Set.of(one.id()), departures.stopping());
    assertFalse(one.waits());
    departures.end(one);
    assertEquals(Set.of(), departures.stopping());
  }

  @Test
  void whatIsSetHoldsForThoseThatWait() throws Exception {
    meanwhile(Duration.ofSeconds(100), patience -> follow(Duration.ZERO, patience));
    assertEquals(101, await(begin(1, 1, 0)));
    now = 0;
    meanwhile(Duration.ofSeconds(100), patience -> follow(GRACE.multipliedBy(2), patience));
    assertEquals(2 * GRACE.toSeconds(), await(begin(1 + 1, 1, 0)));
    assertEquals(List.of(), lines);
  }

  private boolean follow(Duration grace, Patience patience) {
    departures.follow(webSocketGrace(grace));
    return stay(patience);
  }

  @Test
  void theOlderOfANameGivesWayOnceWebSocketsKeepTheNewer() throws Exception {
    Departure older = begin(1, 1, 0);
    meanwhile(
        Duration.ofSeconds(100),
        patience -> {
          Departure newer = begin(1, 2, 0);
          await(newer);
          follow(GRACE.multipliedBy(2), patience);
          return false;
        });
    await(older);
    assertEquals(100 + GRACE.toSeconds() + 1, Duration.ofNanos(now).toSeconds());
    assertEquals(
        List.of(
            "web.1: Open WebSockets are not waited for longer than 30s: a newer web.1 waits for its own"
                + " (one former instance of a name is kept, see websocket-grace)"),
        lines);
  }

  /** What keeps it for less than that may be a download. */
  @Test
  void aNewerOneThatRequestsKeepTakesNobodysTime() throws Exception {
    Departure older = begin(1, 1, 0);
    meanwhile(
        Duration.ofSeconds(100),
        patience -> {
          Departure newer = begin(1, 2, 0);
          long begun = now;
          clients = p -> now - begun >= Duration.ofSeconds(29).toNanos() || stay(p);
          await(newer);
          departures.end(newer);
          clients = this::stay;
          return false;
        });
    assertEquals(GRACE.toSeconds(), await(older));
    assertEquals(List.of(), lines);
  }

  @Test
  void whoGivesWayKeepsTheTimeThatRequestsHave() throws Exception {
    Departure older = begin(1, 1, 4);
    begin(1, 1, 5);
    departures.makeRoom(ProcessType.WEB, 1);
    assertEquals(30, await(older));
    assertEquals(1, lines.size(), lines::toString);
  }

  @Test
  void theOlderOfANameGivesWayWhateverTheOrder() throws Exception {
    Departure newer = begin(1, 7, 0);
    Departure older = begin(1, 6, 9);
    meanwhile(
        Duration.ofSeconds(100),
        patience -> {
          assertEquals(settings.heldUp().toSeconds(), await(older));
          return stay(patience);
        });
    await(newer);
    assertEquals(GRACE.toNanos(), now);
  }

  @Test
  void theNamesOfOthersAreNotTouched() throws Exception {
    Departure first = begin(1, 1, 0);
    Departure second = begin(2, 2, 0);
    meanwhile(
        Duration.ofSeconds(10),
        patience -> {
          await(second);
          return true;
        });
    await(first);
    assertEquals(GRACE.toNanos(), now);
    assertEquals(List.of(), lines);
  }

  @Test
  void whereOldOnesAreBoundedTheOldestGiveWayToNewInstances() throws Exception {
    Departure newest = begin(1, 3, 0);
    Departure oldest = begin(2, 1, 0);
    Departure second = begin(3, 2, 0);
    departures.makeRoom(new ProcessType("worker"), 1);
    departures.makeRoom(ProcessType.WEB, 2);
    assertEquals(30, await(oldest));
    assertEquals(1, lines.size(), lines::toString);
    assertTrue(lines.getFirst().startsWith("web.2: Open WebSockets are not waited for longer"));
    assertTrue(lines.getFirst().contains("new instances of web start 2 at a time"));
    departures.makeRoom(ProcessType.WEB, 2);
    departures.makeRoom(ProcessType.WEB, 1);
    assertEquals(0, await(second));
    await(newest);
    assertEquals(GRACE.toNanos(), now);
  }

  @Test
  void nobodyIsToldOfWhatMakesNoDifference() throws Exception {
    Departure older = begin(1, 1, 0);
    begin(2, 2, 0);
    departures.makeRoom(ProcessType.WEB, 1);
    departures.follow(webSocketGrace(Duration.ofSeconds(20)));
    assertEquals(20, await(older));
    assertEquals(List.of(), lines);
  }
}
