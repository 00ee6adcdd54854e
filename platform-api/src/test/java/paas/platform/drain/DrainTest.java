package paas.platform.drain;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.io.IOException;
import java.nio.file.Path;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.UUID;
import java.util.concurrent.CountDownLatch;
import java.util.function.BooleanSupplier;
import java.util.stream.IntStream;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import paas.platform.app.AppId;
import paas.platform.store.LogDrain;
import paas.router.logs.LineId;
import paas.router.logs.LogLimits;
import paas.router.logs.LogLine;
import paas.router.logs.LogRouter;
import paas.router.logs.StreamId;

class DrainTest {
  private static final Instant NOW = Instant.parse("2026-11-20T17:16:05Z");
  private static final Duration NONE = Duration.ofMillis(1);
  private static final Tempo FAST = new Tempo(NONE, NONE, NONE, 3, Duration.ofMillis(5));

  @TempDir Path dir;
  private final LogDrain drain = new LogDrain(UUID.randomUUID(), new AppId(UUID.randomUUID()), NOW);
  private final StreamId stream = Progress.stream(drain);
  private final Heard heard = new Heard();
  private final FakeCarrier carrier = new FakeCarrier();
  private final List<Drain> open = new ArrayList<>();
  private LogRouter logs;

  @BeforeEach
  void openLog() {
    logs = LogRouter.open(dir, LogLimits.standard(), Clock.systemUTC());
  }

  @AfterEach
  void close() {
    open.forEach(Drain::close);
    logs.close();
  }

  @Test
  void sendsWhatComesFromNowOn() throws Exception {
    print("before");
    start();
    print("one");
    print("two");

    await(() -> carrier.taken.equals(List.of("one", "two")));
    assertEquals("shop", carrier.next().host());
    await(() -> open.getFirst().state().waiting() == 0); // taken is before accounted for
    await(() -> open.getFirst().state().sentAt().isPresent());
    assertEquals(Optional.of(NOW), open.getFirst().state().sentAt());
  }

  @Test
  void anAppThatIsRenamedIsCalledSo() throws Exception {
    start().host("store");
    print("one");

    assertEquals("store", carrier.next().host());
  }

  @Test
  void goesOnAfterARestartWhereItWas() throws Exception {
    start();
    print("one");
    await(() -> carrier.taken.size() == 1);
    open.getFirst().close();
    logs.close();
    openLog();
    print("two");
    start();
    print("three");

    await(() -> carrier.taken.size() == 3);
    assertEquals(List.of("one", "two", "three"), carrier.taken);
  }

  @Test
  void whatIsNotTakenIsSentAgainUnderTheSameId() throws Exception {
    carrier.answer =
        sending -> {
          throw new IOException("nothing listens there");
        };
    start();
    print("one");
    FakeCarrier.Sending first = carrier.next();
    print("two");
    FakeCarrier.Sending again = carrier.next();
    assertEquals(first, again);
    assertEquals(Optional.of("nothing listens there"), open.getFirst().state().problem());
    carrier.answer = sending -> {};

    await(() -> carrier.taken.equals(List.of("one", "two")));
    await(() -> open.getFirst().state().problem().isEmpty());
  }

  @Test
  void anEndThatStaysAwayIsToldOnceAndItsReturnToo() throws Exception {
    carrier.answer =
        sending -> {
          throw new IOException("nothing listens there");
        };
    start();
    print("one");
    for (int i = 0; i < 10; i++) {
      carrier.next();
    }
    assertEquals(1, heard.lines.size(), heard.lines.toString());
    assertEquals(
        "Error L13 (undeliverable) -> Drain "
            + drain.token()
            + " (https://…@logs.example.com) takes no lines: nothing listens there. They wait in"
            + " the log, and are sent once it does",
        heard.lines.getFirst());
    carrier.answer = sending -> {};

    await(() -> heard.lines.size() == 2);
    assertTrue(heard.lines.getLast().endsWith("takes lines again"), heard.lines.toString());
  }

  @Test
  void ofRefusedLinesTheOthersGoOn() throws Exception {
    carrier.answer =
        sending -> {
          if (sending.texts().contains("bad")) {
            throw new Carrier.Refused("it answers with status 400", false);
          }
        };
    start();
    print("bad");
    carrier.next();
    print("good");

    await(() -> carrier.taken.equals(List.of("good")));
    assertEquals(1, open.getFirst().state().dropped());
    assertTrue(
        heard.lines.getFirst().endsWith("did not take 1 line: it answers with status 400"),
        heard.lines.toString());
  }

  @Test
  void whatIsTooMuchIsSentInSmallerParts() throws Exception {
    List<String> texts = IntStream.range(0, 100).mapToObj(Integer::toString).toList();
    carrier.answer =
        sending -> {
          if (sending.texts().size() > 10) {
            throw new Carrier.Refused("it answers with status 413 (too large)", true);
          }
        };
    Progress.keep(logs, drain, new LineId(0));
    texts.forEach(this::print);
    start();

    await(() -> carrier.taken.equals(texts));
    assertEquals(0, open.getFirst().state().dropped());
  }

  /** As from one who says that it is too much before it has read all of it, and hangs up. */
  @Test
  void whatFailsAgainAndAgainIsSentInSmallerParts() throws Exception {
    List<String> texts = IntStream.range(0, 100).mapToObj(Integer::toString).toList();
    carrier.answer =
        sending -> {
          if (sending.texts().size() > 10) {
            throw new IOException("the connection broke");
          }
        };
    Progress.keep(logs, drain, new LineId(0));
    texts.forEach(this::print);
    start();

    await(() -> carrier.taken.equals(texts));
    assertEquals(0, open.getFirst().state().dropped());
  }

  @Test
  void whatTheLogNoLongerHoldsIsCountedAndTold() throws Exception {
    logs.close();
    LogLimits.Files usual = LogLimits.standard().files();
    LogLimits small =
        LogLimits.standard()
            .withFiles(
                new LogLimits.Files(
                    500, usual.span(), usual.batchBytes(), usual.open(), 10, usual.sweep()))
            .withKept(new LogLimits.Kept(Duration.ofDays(7), 2_000, 5));
    logs = LogRouter.open(dir, small, Clock.systemUTC());
    Progress.keep(logs, drain, new LineId(0));
    IntStream.rangeClosed(1, 200).forEach(i -> print(Integer.toString(i)));
    start();

    await(() -> carrier.taken.contains("200"));
    long gone = Long.parseLong(carrier.taken.getFirst()) - 1;
    assertTrue(gone > 100, "gone: " + gone);
    assertEquals(gone, open.getFirst().state().dropped());
    String told = heard.lines.getFirst();
    assertTrue(told.startsWith("Error L10 (drain buffer overflow) -> Drain "), told);
    assertTrue(told.contains("misses " + gone + " lines"), told);
  }

  @Test
  void theEndOfTheAppIsItsEnd() throws Exception {
    start();
    print("one");
    await(() -> carrier.taken.size() == 1);
    logs.delete(stream);
    print("late");

    assertTrue(open.getFirst().hasEnded(System.nanoTime() + Duration.ofSeconds(30).toNanos()));
    assertEquals(List.of("one"), carrier.taken);
  }

  @Test
  void allEndAtOnceWhateverTheirOtherEndsDo() {
    int count = 8;
    CountDownLatch closing = new CountDownLatch(count);
    for (int i = 0; i < count; i++) {
      Carrier hanging = new HangingCarrier(closing);
      open.add(drain(new LogDrain(UUID.randomUUID(), drain.app(), NOW), hanging).start());
    }
    print("one");

    assertTrue(Drain.closeAll(open), "each waits for the one before");
  }

  /** Its sending ends only when all of them are being closed. */
  private record HangingCarrier(CountDownLatch closing) implements Carrier {
    @Override
    public void send(String host, String id, List<LogLine> lines) throws IOException {
      try {
        closing.await();
        throw new IOException("closed meanwhile");
      } catch (InterruptedException e) {
        throw new IOException(e);
      }
    }

    @Override
    public boolean gathers() {
      return false;
    }

    @Override
    public void close() {
      closing.countDown();
    }
  }

  private Drain start() {
    Drain started = drain(drain, carrier).start();
    open.add(started);
    return started;
  }

  private Drain drain(LogDrain drain, Carrier carrier) {
    Notes notes =
        new Notes(
            heard,
            drain,
            DrainUrl.parse("https://user:secret@logs.example.com/"),
            InstantSource.fixed(NOW));
    return new Drain(drain, "shop", carrier, logs, notes, FAST, InstantSource.fixed(NOW));
  }

  private void print(String text) {
    logs.append(stream, new LogLine(NOW, "app", "web.1", text));
  }

  private static void await(BooleanSupplier condition) throws InterruptedException {
    long deadline = System.nanoTime() + Duration.ofSeconds(30).toNanos();
    while (!condition.getAsBoolean()) {
      assertTrue(System.nanoTime() < deadline, "not within 30 s");
      Thread.sleep(2);
    }
  }
}
