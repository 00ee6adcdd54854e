package paas.router.http.proxy;

import static java.nio.charset.StandardCharsets.ISO_8859_1;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.netty.buffer.ByteBuf;
import io.netty.channel.ChannelHandlerContext;
import io.netty.channel.ChannelOutboundHandlerAdapter;
import org.junit.jupiter.api.Test;

/** A client that sends one request behind the other, and takes no answer. */
class UnreadAnswersTest {
  private static final String GET = "GET / HTTP/1.1\r\nHost: shop.test\r\n\r\n";
  private static final int REQUESTS = 5_000;
  private static final int READ = 16 << 10;

  /** Stands for a socket that takes nothing more. */
  private static final class Full extends ChannelOutboundHandlerAdapter {
    private boolean full = true;

    @Override
    public void flush(ChannelHandlerContext ctx) {
      if (!full) {
        ctx.flush();
      }
    }

    void takeAll(MemoryChannel channel) {
      full = false;
      channel.flush();
      channel.runPendingTasks();
    }
  }

  private static int answers(MemoryChannel channel) {
    int answers = 0;
    for (ByteBuf some = channel.readOutbound(); some != null; some = channel.readOutbound()) {
      answers += some.toString(ISO_8859_1).split("HTTP/1.1 503 ", -1).length - 1;
      some.release();
    }
    return answers;
  }

  private static void ask(MemoryChannel channel) {
    channel.feed(GET.repeat(REQUESTS).getBytes(ISO_8859_1), READ);
  }

  @Test
  void getsNoMoreOfThemThanASlowDownloadBrings() {
    MemoryWorker worker = new MemoryWorker(false);
    MemoryChannel channel = worker.connect();
    Full socket = new Full();
    channel.pipeline().addFirst(socket);
    int most = 2 * channel.config().getWriteBufferHighWaterMark();
    ask(channel);
    assertTrue(Backlog.of(channel) < most, () -> Backlog.of(channel) + " bytes wait");
    assertFalse(channel.config().isAutoRead(), "it is read no further");
    socket.takeAll(channel);
    assertEquals(REQUESTS, answers(channel));
    assertTrue(channel.config().isAutoRead());
    channel.end();
    worker.requireIdle();
  }

  @Test
  void getsNoMoreThanItsShareOnceTheMemoryOfAllIsSpent() {
    int share = 4 << 10;
    HttpLimits.Buffers buffers = new HttpLimits.Buffers(1 << 20, share, 0);
    MemoryWorker worker = new MemoryWorker(false, HttpLimits.DEFAULT.withBuffers(buffers));
    MemoryChannel channel = worker.connect();
    Full socket = new Full();
    channel.pipeline().addFirst(socket);
    ask(channel);
    assertTrue(Backlog.of(channel) < 2 * share, () -> Backlog.of(channel) + " bytes wait");
    socket.takeAll(channel);
    assertEquals(REQUESTS, answers(channel));
    channel.end();
    worker.requireIdle();
  }

  @Test
  void whoLeavesWhileAnswersWaitIsForgotten() {
    MemoryWorker worker = new MemoryWorker(false);
    MemoryChannel channel = worker.connect();
    channel.pipeline().addFirst(new Full());
    ask(channel);
    channel.end();
    worker.requireIdle();
  }
}
