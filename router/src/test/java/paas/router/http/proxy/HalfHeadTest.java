package paas.router.http.proxy;

import static java.nio.charset.StandardCharsets.ISO_8859_1;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.netty.buffer.ByteBuf;
import org.junit.jupiter.api.Test;

/** Heads that do not end, in a crowd, take no memory from those that do. */
class HalfHeadTest {
  private static final int ROOM = 40_000;
  private static final String LINE = "X: " + "y".repeat(5_000) + "\r\n";
  private static final String HALF = "GET / HTTP/1.1\r\nHost: shop.test\r\n" + LINE.repeat(5);

  private final MemoryWorker worker =
      new MemoryWorker(
          false,
          HttpLimits.DEFAULT.withHeads(
              new HttpLimits.Heads(8 << 10, 8 << 10, 64 << 10, 128 << 10, ROOM)));

  private static void feed(MemoryChannel channel, String text) {
    channel.feed(text.getBytes(ISO_8859_1), text.length());
    channel.runPendingTasks();
  }

  private static String answer(MemoryChannel channel) {
    StringBuilder sent = new StringBuilder();
    for (ByteBuf some = channel.readOutbound(); some != null; some = channel.readOutbound()) {
      sent.append(some.toString(ISO_8859_1));
      some.release();
    }
    return sent.toString();
  }

  @Test
  void largeOnesBeyondWhatTheyMayHoldTogetherAreTurnedAway() {
    MemoryChannel first = worker.connect();
    feed(first, HALF);
    MemoryChannel second = worker.connect();
    feed(second, HALF);
    assertTrue(answer(second).startsWith("HTTP/1.1 503 "));
    feed(second, LINE);
    assertEquals("", answer(second), "it is read no further");
    MemoryChannel small = worker.connect();
    feed(small, "GET / HTTP/1.1\r\nHo");
    feed(small, "st: shop.test\r\n\r\n");
    assertTrue(answer(small).contains("H80"), "others are served");
    second.end();
    small.end();

    feed(first, "\r\n");
    assertTrue(answer(first).contains("H80"), "it was large, and is whole now");
    MemoryChannel third = worker.connect();
    feed(third, HALF);
    assertEquals("", answer(third), "there is room again");
    first.end();
    third.end();
    MemoryChannel fourth = worker.connect();
    feed(fourth, HALF);
    assertTrue(fourth.isOpen(), "who leaves gives it back");
    fourth.end();
    worker.requireIdle();
  }

  private static byte[] halfByHttp2() {
    return Http2RulesTest.join(
        Http2Wire.PREFACE.getBytes(ISO_8859_1),
        Http2Wire.bytes(Http2Wire.SETTINGS, 0, 0, new byte[0]),
        Http2Wire.bytes(Http2Wire.PING, 0, 0, new byte[8]),
        Http2Wire.bytes(Http2Wire.HEADERS, 0, 1, new byte[12_000]),
        Http2Wire.bytes(Http2Wire.CONTINUATION, 0, 1, new byte[13_000]));
  }

  private MemoryChannel beginByHttp2(int step) {
    MemoryChannel channel = worker.connect();
    channel.feed(halfByHttp2(), step);
    channel.runPendingTasks();
    return channel;
  }

  @Test
  void thoseByHttp2AreToo() {
    MemoryChannel first = beginByHttp2(1 << 20);
    assertTrue(first.isOpen());
    for (int step : new int[] {1 << 20, 1_000, 14_000}) {
      MemoryChannel second = beginByHttp2(step);
      assertFalse(second.isOpen(), "in reads of " + step);
      second.end();
    }
    first.end();
    MemoryChannel next = beginByHttp2(1 << 20);
    assertTrue(next.isOpen(), "who leaves gives it back");
    next.end();
    worker.requireIdle();
  }

  /** A long stream that only pings counts for nothing; so it would be turned away after days. */
  @Test
  void framesWithoutHeadsAreNoPartOfOne() {
    MemoryChannel first = worker.connect();
    byte[] ping = Http2Wire.bytes(Http2Wire.PING, 0, 0, new byte[8]);
    first.feed(Http2Wire.PREFACE.getBytes(ISO_8859_1), 100);
    first.feed(Http2Wire.bytes(Http2Wire.SETTINGS, 0, 0, new byte[0]), 100);
    for (int i = 0; i < 900; i++) {
      first.feed(ping, ping.length);
    }
    assertTrue(first.isOpen());
    worker.requireNothingHeld();
    first.end();
    worker.requireIdle();
  }

  /** As one that is answered 431, or comes for a stream too many. */
  @Test
  void whatARefusedHeadHeldIsGivenBack() {
    MemoryChannel first = worker.connect();
    first.feed(halfByHttp2(), 1 << 20);
    first.feed(
        Http2Wire.bytes(Http2Wire.CONTINUATION, Http2Wire.END_HEADERS, 1, new byte[10]), 1 << 20);
    first.runPendingTasks();
    worker.requireNothingHeld();
    first.end();
    worker.requireIdle();
  }
}
