package paas.platform.api.runs;

import io.netty.handler.codec.http.websocketx.BinaryWebSocketFrame;
import io.netty.handler.codec.http.websocketx.TextWebSocketFrame;
import io.netty.handler.codec.http.websocketx.WebSocketFrame;
import java.nio.charset.StandardCharsets;
import java.util.Arrays;
import java.util.concurrent.BlockingQueue;
import java.util.concurrent.LinkedBlockingQueue;

/**
 * What the client sent and the process has not taken yet: in order, and bounded. Above the high
 * mark the socket is no longer read, until the queue has drained to the low one.
 */
final class Intake {
  /** One frame's meaning. */
  sealed interface Item {
    /** For stdin. */
    record Data(byte[] bytes) implements Item {}

    /** Anything but data. */
    record Command(Control control) implements Item {}

    /** There will be nothing more. */
    record End() implements Item {}
  }

  private static final long HIGH = 256 * 1024;
  private static final long LOW = 64 * 1024;

  private static final int FRAME_WEIGHT = 256;

  private static final byte STDIN = 0;

  private final Wire wire;
  private final BlockingQueue<Item> queue = new LinkedBlockingQueue<>();
  private long waiting; // bytes, guarded by this, as is whether the socket is read
  private boolean skipping; // the frames that continue this message; the event loop's alone

  Intake(Wire wire) {
    this.wire = wire;
  }

  /** On the event loop; takes what it needs of the frame. */
  void received(WebSocketFrame frame) {
    byte[] bytes = new byte[frame.content().readableBytes()];
    frame.content().readBytes(bytes);
    switch (frame) {
      case TextWebSocketFrame t -> control(t, bytes);
      case BinaryWebSocketFrame b -> data(bytes);
      default -> continuation(bytes);
    }
  }

  /** A control message is never so long that it comes in pieces. */
  private void control(TextWebSocketFrame frame, byte[] bytes) {
    skipping = true;
    if (frame.isFinalFragment()) {
      Control.parse(new String(bytes, StandardCharsets.UTF_8))
          .ifPresent(control -> add(new Item.Command(control)));
    }
  }

  private void data(byte[] bytes) {
    skipping = bytes.length == 0 || bytes[0] != STDIN;
    if (!skipping) {
      add(new Item.Data(Arrays.copyOfRange(bytes, 1, bytes.length)));
    }
  }

  private void continuation(byte[] bytes) {
    if (!skipping) {
      add(new Item.Data(bytes));
    }
  }

  void end() {
    queue.add(new Item.End());
  }

  private synchronized void add(Item item) {
    queue.add(item);
    waiting += weight(item);
    if (waiting > HIGH) {
      wire.reading(false);
    }
  }

  /** Waits for the next; not on an event loop. Tell {@link #done} once it is dealt with. */
  Item take() throws InterruptedException {
    return queue.take();
  }

  synchronized void done(Item item) {
    long before = waiting;
    waiting -= weight(item);
    if (before > LOW && waiting <= LOW) {
      wire.reading(true);
    }
  }

  /** Small frames count for more than they hold, so that a flood of them is held back too. */
  private static int weight(Item item) {
    return switch (item) {
      case Item.Data(byte[] bytes) -> bytes.length + FRAME_WEIGHT;
      case Item.Command c -> FRAME_WEIGHT;
      case Item.End e -> 0;
    };
  }
}
