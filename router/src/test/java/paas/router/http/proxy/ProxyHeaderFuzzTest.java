package paas.router.http.proxy;

import static java.nio.charset.StandardCharsets.ISO_8859_1;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import com.code_intelligence.jazzer.junit.FuzzTest;
import io.netty.buffer.ByteBuf;
import io.netty.channel.ChannelHandlerContext;
import io.netty.channel.ChannelInboundHandlerAdapter;
import java.util.stream.Stream;
import org.junit.jupiter.params.provider.MethodSource;

/**
 * A PROXY header is read alike however it is cut into reads, it names the client that a second
 * reading of it names, and what is behind it goes on as it came. A test run tries the seeds;
 * docs/CONTRIBUTING.md says how to search for more.
 */
class ProxyHeaderFuzzTest {
  private static final MemoryWorker WORKER = new MemoryWorker(true);
  private static final String CLOSED = "closed";
  private static final String WAITING = "waiting";

  /** What came of a connection's first bytes. */
  private record Read(String said, String behind) {}

  /** Stands where the handlers of TLS or HTTP are otherwise the first. */
  private static final class Behind extends ChannelInboundHandlerAdapter {
    final StringBuilder bytes = new StringBuilder();
    boolean active;

    @Override
    public void channelActive(ChannelHandlerContext ctx) {
      active = true;
    }

    @Override
    public void channelRead(ChannelHandlerContext ctx, Object message) {
      ByteBuf data = (ByteBuf) message;
      bytes.append(data.toString(ISO_8859_1));
      data.release();
    }

    @Override
    public void channelInactive(ChannelHandlerContext ctx) {}
  }

  private static Read read(byte[] bytes, int step) {
    MemoryChannel channel = WORKER.connect();
    Behind behind = new Behind();
    channel.pipeline().addLast(behind);
    channel.feed(bytes, step);
    Read read = new Read(said(channel, behind), behind.bytes.toString());
    channel.end();
    WORKER.requireIdle();
    return read;
  }

  private static String said(MemoryChannel channel, Behind behind) {
    if (!channel.isOpen()) {
      return CLOSED;
    }
    ProxyEntrance.Told told = ProxyEntrance.told(channel);
    return !behind.active
        ? WAITING
        : told == null
            ? ReferenceHeader.NOBODY
            : ReferenceHeader.someone(told.client(), told.port());
  }

  private static Stream<byte[]> corpus() {
    Stream<byte[]> headers =
        Stream.of(
                ProxyProtocolTest.spoken(),
                ProxyProtocolTest.headersThatNameNobody(),
                ProxyHeaders.unusual())
            .flatMap(some -> some)
            .map(header ->
                ProxyProtocolTest.join(header, ProxyProtocolTest.REQUEST.getBytes(ISO_8859_1)));
    return Stream.concat(headers, ProxyProtocolTest.malformed().filter(it -> it.length < 4_000));
  }

  @MethodSource("corpus")
  @FuzzTest(maxDuration = "2m")
  void headers(byte[] bytes) {
    Read whole = read(bytes, Math.max(1, bytes.length));
    for (int step : new int[] {1, 2, 3, 7}) {
      assertEquals(whole, read(bytes, step), "in reads of " + step);
    }
    ReferenceHeader header = ReferenceHeader.read(bytes).orElse(null);
    if (whole.said().equals(CLOSED) || whole.said().equals(WAITING)) {
      assertEquals("", whole.behind());
      assertTrue(header == null || whole.said().equals(CLOSED), "a whole header is waited for");
    } else {
      assertTrue(header != null, () -> "no header, but read as " + whole);
      assertEquals(header.said(), whole.said());
      assertEquals(new String(bytes, ISO_8859_1).substring(header.length()), whole.behind());
    }
  }
}
