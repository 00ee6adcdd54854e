package paas.platform.autoscale;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.time.Duration;
import java.util.List;
import java.util.Optional;
import org.junit.jupiter.api.Test;

class JudgeTest {
  private static final Duration MINUTE = Duration.ofMinutes(1);

  private final Clockwork web = Clockwork.by(Metric.P95, 300);

  @Test
  void aLoadThatStaysAddsAnInstanceWithItsFigures() {
    web.load(50, 412).run(Duration.ofSeconds(60));
    assertEquals(List.of(), web.told);
    assertEquals("p95 412 ms over 300 ms for 55 s", web.last());
    web.tick();
    assertEquals(List.of("1 to 2: p95 412 ms over 300 ms for 60 s"), web.told);
  }

  @Test
  void aSpikeThatPassesMovesNothing() {
    web.load(50, 100).run(MINUTE);
    web.load(200, 5_000).run(Duration.ofSeconds(45));
    web.load(50, 100).run(MINUTE);
    assertEquals(List.of(), web.told);
  }

  @Test
  void aFlappingLoadMovesNothing() {
    web.quantity = 2;
    for (int i = 0; i < 60; i++) {
      web.load(50, i % 2 == 0 ? 900 : 90).run(Duration.ofSeconds(40));
    }
    assertEquals(List.of(), web.told);
  }

  @Test
  void betweenHalfAndAllOfTheTargetNothingMoves() {
    web.quantity = 3;
    web.load(50, 200).run(Duration.ofHours(1));
    assertEquals(List.of(), web.told);
    assertEquals("p95 200 ms of 300 ms", web.last());
  }

  @Test
  void aHighLoadTakesBiggerSteps() {
    web.quantity = 2;
    web.load(50, 700).run(Duration.ofSeconds(65));
    assertEquals(3, web.quantity);
    web.quantity = 4;
    web.load(50, 700).run(Duration.ofSeconds(150));
    assertEquals(5, web.quantity, "6 would be enough, 5 is the most");
  }

  @Test
  void afterTheLoadOneGoesAtATimeDownToTheLeast() {
    web.quantity = 3;
    web.load(0, 0).run(Duration.ofMinutes(30));
    assertEquals(1, web.quantity);
    assertEquals(
        List.of(
            "3 to 2: p95 0 ms of 300 ms, one to spare for 5 min",
            "2 to 1: p95 0 ms of 300 ms, one to spare for 5 min"),
        web.told);
  }

  /** web.1 was stopped by hand, or crashed: web.2, which would go, is all that answers. */
  @Test
  void noneIsTakenAwayWhileOneIsOut() {
    web.quantity = 2;
    web.out = 1;
    web.load(1, 10).run(Duration.ofHours(1));
    assertEquals(List.of(), web.told);
    assertEquals("p95 10 ms of 300 ms; 1 stopped or crashed, so none is taken away", web.last());
    web.out = 0;
    web.run(Duration.ofMinutes(4));
    assertEquals(List.of(), web.told, "its time begins when it is back");
    web.run(Duration.ofMinutes(2));
    assertEquals(1, web.quantity);
  }

  /** 120 requests/s are 60 for each of the two that run, not 30 for each of four. */
  @Test
  void whatIsOutCarriesNothing() {
    Clockwork requests = Clockwork.by(Metric.REQUESTS, 50);
    requests.quantity = 4;
    requests.out = 2;
    requests.load(120, 10).run(Duration.ofSeconds(65));
    assertEquals(List.of("4 to 5: 60.0 requests/s per instance over 50 for 60 s"), requests.told);
  }

  @Test
  void aChangeIsFollowedByARest() {
    web.load(50, 412).run(Duration.ofSeconds(65));
    assertEquals(2, web.quantity);
    web.run(Duration.ofSeconds(55));
    assertEquals(2, web.quantity);
    web.run(Duration.ofSeconds(15));
    assertEquals(3, web.quantity);
  }

  @Test
  void withoutAWholeWindowNothingIsDecided() {
    web.quantity = 3;
    web.run(Duration.ofHours(1));
    assertEquals(List.of(), web.told);
    assertEquals("too little is known yet", web.last());
  }

  @Test
  void whileTheRouterCannotBeHeardNothingIsDecided() {
    web.quantity = 3;
    web.load(0, 0).run(Duration.ofMinutes(4));
    web.heard = false;
    web.run(Duration.ofMinutes(10));
    web.heard = true;
    web.run(Duration.ofMinutes(4));
    assertEquals(List.of(), web.told, "the time that it was to spare began anew");
  }

  @Test
  void aFewSlowRequestsNeitherAddNorTakeAway() {
    web.quantity = 2;
    web.few(19, 5_000).run(Duration.ofHours(1));
    assertEquals(List.of(), web.told);
    web.few(20, 5_000).run(Duration.ofSeconds(65));
    assertEquals(3, web.quantity);
  }

  @Test
  void aDeployUnderWayMeansNoDecisionAndBeginsAllTimesAnew() {
    web.load(50, 412).run(Duration.ofSeconds(50));
    for (Situation other : List.of(Situation.DEPLOYING, Situation.STARTING, Situation.STOPPED)) {
      web.situation = other;
      web.run(Duration.ofMinutes(5));
    }
    web.situation = Situation.STEADY;
    web.run(Duration.ofSeconds(60));
    assertEquals(List.of(), web.told);
    web.tick();
    assertEquals(2, web.quantity);
  }

  @Test
  void theMostIsToldOnceUntilTheLoadWasLess() {
    web.quantity = 5;
    web.load(50, 412).run(Duration.ofMinutes(20));
    assertEquals(
        List.of("MAX: p95 412 ms over 300 ms for 60 s; 5 is the most that is set"), web.told);
    web.load(50, 250).run(MINUTE);
    web.load(50, 412).run(Duration.ofMinutes(20));
    assertEquals(2, web.told.size());
  }

  @Test
  void whereTheMemoryIsShortItSaysSoAndStays() {
    web.quantity = 2;
    web.room = 0;
    web.load(50, 412).run(Duration.ofMinutes(20));
    assertEquals(
        List.of(
            "ROOM: p95 412 ms over 300 ms for 60 s; no room for another: up to 512 MB each, and 0"
                + " of this machine's 4,000 MB are available"),
        web.told);
    web.room = 1;
    web.load(50, 1_000).tick();
    assertEquals(3, web.quantity);
  }

  @Test
  void whatProvesTooFewIsTakenBackAndTheNextTimeItWaitsLonger() {
    web.quantity = 2;
    web.load(50, 100).run(Duration.ofSeconds(305));
    assertEquals(1, web.quantity);
    web.load(50, 412).run(Duration.ofSeconds(65));
    assertEquals(2, web.quantity);
    web.load(50, 100).run(Duration.ofMinutes(10));
    assertEquals(2, web.quantity);
    web.run(Duration.ofSeconds(5));
    assertEquals(1, web.quantity);
  }

  @Test
  void itMovesIntoItsBoundsAtOnce() {
    Clockwork narrow =
        new Clockwork(
            new Autoscale(2, 3, Optional.of(new Target(Metric.CPU, 70)), Optional.empty()));
    narrow.tick();
    narrow.quantity = 9;
    narrow.tick();
    assertEquals(
        List.of("1 to 2: 2 is the least that is set", "9 to 3: 3 is the most that is set"),
        narrow.told);
  }

  @Test
  void aQuantityChosenByHandIsRespectedForARest() {
    web.load(50, 412).run(Duration.ofSeconds(55));
    web.quantity = 3;
    web.run(Duration.ofSeconds(60));
    assertEquals(3, web.quantity);
    web.tick();
    assertEquals(4, web.quantity);
  }

  @Test
  void cpuAddsAsManyAsShareTheLoadAndTakesAwayWhatTheOthersCarry() {
    Clockwork busy = Clockwork.by(Metric.CPU, 50);
    busy.quantity = 2;
    busy.cpu = Optional.of(90.0);
    busy.run(Duration.ofSeconds(65));
    assertEquals(List.of("2 to 4: CPU 90% over 50% for 60 s"), busy.told);
    busy.cpu = Optional.of(31.0);
    busy.run(Duration.ofMinutes(20));
    assertEquals(4, busy.quantity, "three would have 41%");
    busy.cpu = Optional.of(29.0);
    busy.run(Duration.ofSeconds(305));
    assertEquals(3, busy.quantity, "three have 39%");
  }

  @Test
  void requestsAreThoseOfEachInstance() {
    Clockwork busy = Clockwork.by(Metric.REQUESTS, 50);
    busy.quantity = 2;
    busy.load(120, 1).run(Duration.ofSeconds(65));
    assertEquals(List.of("2 to 3: 60.0 requests/s per instance over 50 for 60 s"), busy.told);
    busy.load(70, 1).run(Duration.ofSeconds(305));
    assertEquals(2, busy.quantity);
  }

  @Test
  void theSameIsDecidedOfTheSame() {
    Clockwork twin = Clockwork.by(Metric.P95, 300);
    for (int i = 0; i < 500; i++) {
      long p95 = (i * 7919L) % 900;
      web.load(i % 60, p95).tick();
      twin.load(i % 60, p95).tick();
      web.now = web.now.plusSeconds(5);
      twin.now = twin.now.plusSeconds(5);
      assertTrue(web.quantity >= 1 && web.quantity <= 5);
    }
    assertEquals(twin.told, web.told);
  }
}
