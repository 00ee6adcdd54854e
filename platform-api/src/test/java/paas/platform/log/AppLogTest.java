package paas.platform.log;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertThrows;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.time.ZoneOffset;
import java.util.List;
import java.util.Optional;
import java.util.UUID;
import java.util.concurrent.locks.LockSupport;
import java.util.function.BooleanSupplier;
import java.util.stream.Stream;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import paas.platform.app.App;
import paas.platform.app.AppId;
import paas.platform.app.AppName;
import paas.platform.app.AppSettings;
import paas.platform.formation.Slot;
import paas.platform.release.ProcessType;
import paas.router.logs.LogFilter;
import paas.router.logs.LogLimits;
import paas.router.logs.LogLine;
import paas.router.logs.LogRouter;
import paas.router.logs.Origin;
import paas.router.logs.StreamId;
import paas.runner.AppKey;
import paas.runner.Instance;
import paas.runner.InstanceId;
import paas.runner.State;
import paas.runner.engine.EngineUnavailable;

class AppLogTest {
  private static final Instant NOW = Instant.parse("2026-11-20T10:00:00Z");
  private static final Clock CLOCK = Clock.fixed(NOW, ZoneOffset.UTC);
  private static final AppId SHOP = AppId.random();
  private static final Slot WEB = new Slot(new ProcessType("web"), 1);
  private static final Instance INSTANCE =
      new Instance(
          new InstanceId("a".repeat(64)),
          new AppKey(SHOP.toString(), "shop"),
          "web",
          1,
          3,
          0,
          Duration.ofSeconds(30),
          512L << 20,
          new State.Exited(1, false, NOW));

  private static final App APP =
      new App(SHOP, new AppName("shop"), UUID.randomUUID(), AppSettings.DEFAULT, NOW, NOW);
  private static final Origin ORIGIN = new Origin(INSTANCE.id().value());
  private static final Duration PATIENCE = Duration.ofSeconds(30);

  @TempDir private Path dir;
  private final LogFiles engine = new LogFiles();
  private LogRouter router;
  private AppLog log;

  @BeforeEach
  void open() {
    router = LogRouter.open(dir.resolve("logs"), LogLimits.standard(), CLOCK);
    log = new AppLog(router, engine, "paas", CLOCK);
  }

  @AfterEach
  void close() {
    log.close();
  }

  private List<String> stored() {
    return router.last(new StreamId(SHOP.toString()), 100, LogFilter.ALL).stream()
        .map(line -> line.source() + "[" + line.process() + "]: " + line.text())
        .toList();
  }

  private void prints(String... texts) throws IOException {
    Path file = dir.resolve("json.log");
    engine.file = file;
    for (String text : texts) {
      Files.writeString(
          file,
          "{\"log\":\"%s\\n\",\"stream\":\"stdout\",\"time\":\"2026-11-20T09:59:58.5Z\"}\n"
              .formatted(text),
          StandardOpenOption.CREATE,
          StandardOpenOption.APPEND);
    }
  }

  @Test
  void everyWriterHasItsSourceAndProcess() {
    log.event(SHOP, "Deploy c0ffee by user me@example.com");
    log.platform(SHOP, "web.1", "State changed from starting to up");
    log.output(SHOP, "build", "-----> Node.js app detected");
    assertEquals(
        List.of(
            "app[api]: Deploy c0ffee by user me@example.com",
            "paas[web.1]: State changed from starting to up",
            "app[build]: -----> Node.js app detected"),
        stored());
  }

  @Test
  void severalLinesInOneTextAreSeveralLines() {
    log.platform(SHOP, "web.1", "It failed:\nfor two reasons");
    assertEquals(List.of("paas[web.1]: It failed:", "paas[web.1]: for two reasons"), stored());
  }

  @Test
  void anInstanceThatWasNeverFollowedIsReadFromTheStartWhenItIsFinished() throws IOException {
    prints("one", "two");
    log.finish(INSTANCE);
    assertEquals(List.of("app[web.1]: one", "app[web.1]: two"), stored());
  }

  @Test
  void capturedLinesKeepTheEnginesTime() throws IOException {
    prints("one");
    log.finish(INSTANCE);
    LogLine line = router.last(new StreamId(SHOP.toString()), 1, LogFilter.ALL).getFirst();
    assertEquals(Instant.parse("2026-11-20T09:59:58.500Z"), line.time());
  }

  @Test
  void finishingAgainAfterARestartDoublesNothing() throws IOException {
    prints("one");
    log.finish(INSTANCE);
    log.close();
    open();
    prints("two");
    log.finish(INSTANCE);
    assertEquals(List.of("app[web.1]: one", "app[web.1]: two"), stored());
  }

  @Test
  void outputThatRotatedAwayLeavesALineThatSaysSo() throws IOException {
    prints("one");
    log.finish(INSTANCE);
    Files.delete(dir.resolve("json.log"));
    Files.writeString(dir.resolve("other.log"), "keeps the inode from being used again");
    prints("three");
    log.finish(INSTANCE);
    assertEquals(
        List.of(
            "app[web.1]: one", "paas[web.1]: Some output rotated away unread", "app[web.1]: three"),
        stored());
  }

  @Test
  void theTailIsOfThatSlotAndOfWhatItPrintedOnly() throws IOException {
    prints("one", "two", "three");
    log.finish(INSTANCE);
    log.platform(SHOP, "web.1", "State changed from up to crashed");
    log.output(SHOP, "web.10", "another");
    log.event(SHOP, "Scaled");
    assertEquals(List.of("two", "three"), log.tail(SHOP, WEB, 2));
    assertEquals(List.of("two", "three"), log.tail(INSTANCE, 2));
    assertEquals(List.of(), log.tail(AppId.random(), WEB, 2));
  }

  @Test
  void anInstanceThatPrintedNothingHasNoTailWhateverThoseOfItsNamePrinted() throws IOException {
    prints("one");
    log.finish(INSTANCE);
    engine.file = Files.createFile(dir.resolve("next.log"));
    Instance next =
        new Instance(
            new InstanceId("b".repeat(64)),
            INSTANCE.app(),
            INSTANCE.type(),
            INSTANCE.ordinal(),
            4,
            0,
            INSTANCE.grace(),
            INSTANCE.memoryBytes(),
            INSTANCE.state());
    log.finish(next);
    assertEquals(List.of(), log.tail(next, 2));
  }

  @Test
  void anEngineThatWasAwayIsAskedAgain() throws IOException {
    prints("one");
    engine.away = true;
    assertThrows(EngineUnavailable.class, () -> log.follow(INSTANCE));
    engine.away = false;
    log.follow(INSTANCE);
    log.finish(INSTANCE);
    assertEquals(List.of("app[web.1]: one"), stored());
  }

  @Test
  void aContainerThatIsGoneHasNothingToRead() {
    log.follow(INSTANCE);
    log.finish(INSTANCE);
    assertEquals(List.of(), stored());
  }

  @Test
  void theLastOutputOfAContainerThatVanishedIsKept() throws IOException {
    prints("one");
    log.follow(INSTANCE);
    until(() -> stored().size() == 1);
    log.gone(SHOP, INSTANCE.id());

    assertEquals(List.of("app[web.1]: one"), stored());
    assertEquals(Optional.empty(), router.position(new StreamId(SHOP.toString()), ORIGIN));
    assertFalse(isOpen(dir.resolve("json.log")));
  }

  @Test
  void whatADestroyedAppsContainersPrintIsNotFollowed() throws IOException {
    prints("one");
    log.follow(INSTANCE);
    until(() -> stored().size() == 1);
    log.remove(APP);

    until(() -> !isOpen(dir.resolve("json.log")));
  }

  private static void until(BooleanSupplier reached) {
    long end = System.nanoTime() + PATIENCE.toNanos();
    while (!reached.getAsBoolean()) {
      if (System.nanoTime() > end) {
        throw new AssertionError("still not so");
      }
      LockSupport.parkNanos(1_000_000);
    }
  }

  private static boolean isOpen(Path file) {
    try (Stream<Path> all = Files.list(Path.of("/proc/self/fd"))) {
      return all.anyMatch(open -> leadsTo(open, file));
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  private static boolean leadsTo(Path open, Path file) {
    try {
      return Files.readSymbolicLink(open).equals(file);
    } catch (IOException e) {
      return false; // closed since it was listed
    }
  }

  @Test
  void anAppsLogGoesWithTheApp() {
    log.event(SHOP, "Created");
    log.remove(APP);
    assertEquals(List.of(), stored());
  }
}
