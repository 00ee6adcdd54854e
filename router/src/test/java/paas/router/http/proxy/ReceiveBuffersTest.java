package paas.router.http.proxy;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.netty.buffer.ByteBuf;
import io.netty.buffer.UnpooledByteBufAllocator;
import io.netty.channel.RecvByteBufAllocator;
import io.netty.channel.embedded.EmbeddedChannel;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.SequencedSet;
import org.junit.jupiter.api.Test;

@SuppressWarnings("deprecation") // what Netty's interface says
final class ReceiveBuffersTest {
  private final RecvByteBufAllocator.ExtendedHandle handle =
      (RecvByteBufAllocator.ExtendedHandle) new ReceiveBuffers().maxMessagesPerRead(16).newHandle();

  @Test
  void whatIsFilledGrowsToTheMostAndIsNeverAWholeNumberOfPages() {
    SequencedSet<Integer> sizes = new LinkedHashSet<>();
    for (int read = 0; read < 20; read++) {
      sizes.add(readAll());
    }

    assertEquals(List.of(2048, 32704, 65472), List.copyOf(sizes));
  }

  @Test
  void whatStaysNearlyEmptyShrinks() {
    for (int read = 0; read < 20; read++) {
      readAll();
    }
    for (int read = 0; read < 40; read++) {
      read(100);
    }

    assertTrue(read(100) < 512);
  }

  @Test
  void aBufferThatWasFilledIsFollowedByAnotherAndOneThatWasNotIsTheLast() {
    for (int read = 0; read < 20; read++) {
      readAll();
      assertTrue(handle.continueReading(this::filled));
    }
    int size = read(ReceiveBuffers.MOST / 2);

    assertEquals(ReceiveBuffers.MOST - 64, size);
    assertFalse(handle.continueReading(this::filled));
  }

  @Test
  void theEndOfAConnectionIsNoFullBuffer() {
    readAll();
    handle.reset(new EmbeddedChannel().config());
    handle.allocate(UnpooledByteBufAllocator.DEFAULT).release();

    handle.lastBytesRead(-1);

    assertEquals(-1, handle.lastBytesRead());
  }

  private boolean filled() {
    return handle.lastBytesRead() == handle.attemptedBytesRead();
  }

  private int readAll() {
    return read(Integer.MAX_VALUE);
  }

  /**
   * @return how much there was room for
   */
  private int read(int available) {
    handle.reset(new EmbeddedChannel().config());
    ByteBuf buffer = handle.allocate(UnpooledByteBufAllocator.DEFAULT);
    int room = buffer.writableBytes();
    buffer.release();
    handle.attemptedBytesRead(room);
    handle.lastBytesRead(Math.min(room, available));
    handle.incMessagesRead(1);
    handle.readComplete();
    return room;
  }
}
