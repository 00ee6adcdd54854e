package paas.runner.docker;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.io.EOFException;
import java.io.IOException;
import java.time.Duration;
import java.time.Instant;
import java.util.concurrent.atomic.AtomicBoolean;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.concurrent.atomic.AtomicLong;
import org.junit.jupiter.api.Test;
import paas.runner.engine.StdStream;

class OutputPumpTest {
  private static final int PIECE = 32 * 1024;

  /** Of such pieces; each takes a little more than its bytes. */
  private static final int BOUND = OutputPump.MOST_AHEAD / PIECE - 1;

  @Test
  void aSlowSinkHoldsTheProcessBackAtTheBound() throws Exception {
    var taken = new AtomicInteger();
    var gone = new AtomicBoolean();
    var pump = new OutputPump(gone::get);
    pump.start(source(taken, 1000));
    Platform.await("the bound is reached", () -> taken.get() >= BOUND);
    assertTrue(taken.get() <= BOUND + 1);
    var passed = new AtomicLong();
    pump.drainTo((stream, bytes) -> passed.addAndGet(bytes.length), () -> {});
    assertEquals(1000L * PIECE, passed.get());
  }

  @Test
  void smallPiecesCountForWhatTheyTakeInMemory() throws Exception {
    var taken = new AtomicInteger();
    var heldBack = new AtomicBoolean();
    var pump =
        new OutputPump(() -> {
          heldBack.set(true);
          return false;
        });
    pump.start(source(taken, 400_000, 1));
    Platform.await("it is held back", heldBack::get);
    assertTrue(taken.get() < OutputPump.MOST_AHEAD / 32, "so many: " + taken);
    var passed = new AtomicLong();
    pump.drainTo((stream, bytes) -> passed.addAndGet(bytes.length), () -> {});
    assertEquals(400_000, passed.get());
  }

  @Test
  void onceTheProcessIsGoneAllIsTakenBeforeTheEngineThrowsItAway() {
    var taken = new AtomicInteger();
    var gone = new AtomicBoolean();
    var pump = new OutputPump(gone::get);
    pump.start(source(taken, 200));
    Platform.await("the bound is reached", () -> taken.get() >= BOUND);
    gone.set(true);
    Instant before = Instant.now();
    Platform.await("all is taken", () -> taken.get() == 200);
    assertTrue(Duration.between(before, Instant.now()).compareTo(Duration.ofSeconds(10)) < 0);
  }

  @Test
  void aSinkThatBreaksIsToldOnceAndTheRestIsTakenAway() throws Exception {
    var broke = new AtomicInteger();
    var offered = new AtomicInteger();
    var pump = new OutputPump(() -> false);
    pump.start(source(new AtomicInteger(), 500));
    pump.drainTo(
        (stream, bytes) -> {
          offered.incrementAndGet();
          throw new IOException("gone");
        },
        broke::incrementAndGet);
    assertEquals(1, broke.get());
    assertEquals(1, offered.get());
  }

  @Test
  void anEngineThatBreaksOffIsToldAfterWhatCame() {
    var passed = new AtomicInteger();
    var pump = new OutputPump(() -> false);
    pump.start(sink -> {
      sink.accept(StdStream.STDOUT, new byte[1]);
      throw new EOFException("cut");
    });
    assertThrows(
        EOFException.class,
        () -> pump.drainTo((stream, bytes) -> passed.incrementAndGet(), () -> {}));
    assertEquals(1, passed.get());
  }

  private static OutputPump.Source source(AtomicInteger taken, int pieces) {
    return source(taken, pieces, PIECE);
  }

  private static OutputPump.Source source(AtomicInteger taken, int pieces, int bytes) {
    return sink -> {
      for (int i = 0; i < pieces; i++) {
        sink.accept(StdStream.STDOUT, new byte[bytes]);
        taken.incrementAndGet();
      }
    };
  }
}
