package paas.platform.cron;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.micronaut.context.ApplicationContext;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Random;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import paas.platform.manifest.CronTerms;
import paas.runner.OneOffSpec;

/** Jobs under clocks that somebody sets. */
class CronClockTest {
  private static final int HISTORIES = 20;
  private static final CronTerms ONCE =
      new CronTerms(
          CronTerms.STANDARD.zone(),
          CronTerms.Concurrency.ALLOW,
          Duration.ofHours(1),
          CronTerms.Missed.ONCE,
          CronTerms.STANDARD.size());

  @TempDir static Path home;
  private static ApplicationContext store;

  private World world;

  @BeforeAll
  static void open() {
    store = ApplicationContext.run(Map.of("paas.home", home.toString(), "paas.database.url", ""));
  }

  @AfterAll
  static void shut() {
    store.close();
  }

  @BeforeEach
  void begin() {
    world = new World(store);
  }

  @AfterEach
  void end() {
    world.close();
  }

  @Test
  void aClockThatWasYearsAheadForAWhileSilencesNoJob() {
    world.deploy("");
    world.add("report", "* * * * *", CronTerms.STANDARD);
    world.minutes(1);
    Instant right = world.now;
    world.now = right.plus(Duration.ofDays(1500));
    world.turn();
    int before = world.history("report").size();
    world.now = right;
    world.turn();
    world.minutes(2);
    assertTrue(world.history("report").size() > before, "no run since the clock is right again");
  }

  @Test
  void noDueTimeIsRunTwiceInAnyHistory() {
    world.deploy("");
    world.add("j", "*/2 * * * *", ONCE);
    Instant begin = world.now;
    for (long seed = 1; seed <= HISTORIES; seed++) {
      world.now = begin.plus(Duration.ofHours(seed));
      Random random = new Random(seed);
      for (int step = 0; step < 12; step++) {
        step(random);
      }
    }
    List<String> dues =
        world.lines.with(": Cron job j, due ").stream()
            .filter(line -> !line.contains("skipped"))
            .map(line -> line.substring(line.indexOf("due ")))
            .toList();
    assertEquals(new HashSet<>(dues).size(), dues.size(), "a due time is run twice: " + dues);
    List<String> names = world.containers.started.stream().map(OneOffSpec::name).toList();
    assertEquals(new HashSet<>(names).size(), names.size(), names.toString());
    assertTrue(dues.size() > HISTORIES, dues.size() + " runs");
  }

  private void step(Random random) {
    switch (random.nextInt(8)) {
      case 0 -> world.now = world.now.minusSeconds(random.nextInt(600));
      case 1 -> world.now = world.now.plusSeconds(random.nextInt(1200));
      case 2 -> world.containers.next = Containers.NextStart.KILLED_BEFORE;
      case 3 -> world.containers.next = Containers.NextStart.KILLED_AFTER;
      case 4 -> world.containers.names().forEach(name -> world.containers.exit(name, 0));
      case 5 -> world.restart();
      default -> world.now = world.now.plusSeconds(60);
    }
    try {
      world.turn();
      world.turn();
    } catch (Containers.Killed e) {
      world.restart();
    }
  }
}
