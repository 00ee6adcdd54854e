package paas.router.logs;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertNotSame;
import static org.junit.jupiter.api.Assertions.assertSame;
import static paas.router.logs.Lines.BLOG;
import static paas.router.logs.Lines.SHOP;

import java.nio.file.Path;
import java.time.Clock;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import paas.router.logs.segment.OpenFiles;

class StreamsTest {
  @TempDir private Path dir;
  private Streams streams;

  @BeforeEach
  void open() {
    streams = new Streams(this::make);
  }

  private StreamLog make(StreamId id) {
    return new StreamLog(
        dir.resolve(id.value()),
        LogLimits.standard(),
        Clock.systemUTC(),
        "paas",
        new OpenFiles(LogLimits.standard().files().open()));
  }

  @Test
  void oneStreamStandsForAllThatWereDeleted() {
    StreamLog shop = streams.find(SHOP);
    assertSame(shop, streams.find(SHOP));
    streams.delete(SHOP);
    streams.delete(SHOP);
    streams.delete(BLOG);

    assertNotSame(shop, streams.find(SHOP));
    assertSame(streams.find(BLOG), streams.find(SHOP));
  }

  @Test
  void howManyDeletedOnesAreRememberedIsBounded() {
    for (int i = 0; i < 2 * Streams.DELETED_KNOWN; i++) {
      StreamId id = new StreamId("app-" + i);
      streams.find(id);
      streams.delete(id);
    }
    assertEquals(Streams.DELETED_KNOWN, streams.size());
  }
}
