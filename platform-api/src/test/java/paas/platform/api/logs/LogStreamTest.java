package paas.platform.api.logs;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.io.IOException;
import java.nio.file.Path;
import java.time.Clock;
import java.time.Instant;
import java.util.Optional;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import paas.router.logs.LogFilter;
import paas.router.logs.LogLimits;
import paas.router.logs.LogLine;
import paas.router.logs.LogRouter;
import paas.router.logs.StreamId;

class LogStreamTest {
  private static final StreamId SHOP = new StreamId("shop");

  @TempDir private Path dir;

  private long now = Long.MAX_VALUE - 1;
  private boolean allowed = true;

  private static void say(LogRouter router) {
    router.append(SHOP, new LogLine(Instant.now(), "app", "web.1", "hello"));
  }

  /** By time that passes, whatever the wall clock says. */
  @Test
  void aStreamEndsSoonAfterItsTokenWasRevoked() throws IOException {
    try (LogRouter router = LogRouter.open(dir, LogLimits.standard(), Clock.systemUTC());
        LogStream stream =
            new LogStream(
                router.tail(SHOP, 0, LogFilter.ALL, Optional.empty()),
                true,
                LogForm.PLAIN,
                () -> allowed,
                () -> now)) {
      byte[] bytes = new byte[1000];
      stream.read(bytes, 0, 1000);
      say(router);
      assertTrue(stream.read(bytes, 0, 1000) > 0);
      allowed = false;
      say(router);
      assertTrue(stream.read(bytes, 0, 1000) > 0, "asked before it was time");
      now += LogStream.CHECK.toNanos();
      say(router);
      assertEquals(-1, stream.read(bytes, 0, 1000));
    }
  }
}
