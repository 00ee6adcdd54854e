package paas.router.http.proxy;

import static java.nio.charset.StandardCharsets.ISO_8859_1;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.netty.buffer.UnpooledByteBufAllocator;
import io.netty.channel.ChannelHandlerContext;
import io.netty.channel.ChannelInboundHandlerAdapter;
import io.netty.channel.embedded.EmbeddedChannel;
import io.netty.handler.codec.http.HttpContent;
import io.netty.handler.codec.http.HttpRequest;
import io.netty.handler.codec.http.LastHttpContent;
import io.netty.util.ReferenceCountUtil;
import java.util.ArrayList;
import java.util.List;
import java.util.SplittableRandom;
import org.junit.jupiter.api.Test;
import paas.router.http.h1.FieldNames;
import paas.router.http.h1.RequestDecoder;
import paas.router.http.message.RequestHead;

/**
 * Mutations of the corpus, cut into reads at random: never is more read than the reference parser
 * reads, nothing is thrown, and every buffer is given back.
 */
class RequestFuzzTest {
  private static final int ROUNDS = 20_000;
  private static final int MAX_SEED = 2_000;
  static final List<String> SEEDS =
      WireCase.read("requests.txt").stream()
          .map(WireCase::bytes)
          .filter(bytes -> bytes.length() < MAX_SEED)
          .toList();

  /** What parsers stumble over. */
  private static final List<String> PIECES =
      List.of(
          "\r\n",
          "\n",
          "\r",
          "\r\n\r\n",
          "\r\n ",
          "\t",
          " ",
          "\0",
          ":",
          ",",
          ";",
          "0\r\n\r\n",
          "Content-Length: 3\r\n",
          "Content-Length: 0\r\n",
          "Transfer-Encoding: chunked\r\n",
          "chunked",
          "5\r\nabcde\r\n",
          "f",
          "-1",
          "+",
          "0x",
          "HTTP/1.1",
          "HTTP/1.0",
          "GET /evil HTTP/1.1\r\nHost: shop.test\r\n\r\n",
          "Host: shop.test\r\n",
          "Sec-WebSocket-Key1: 1\r\nSec-WebSocket-Key2: 2\r\n",
          "\u0080",
          "\u00ff",
          "\u007f");

  /** The requests that would be forwarded. */
  private static final class Forwarded extends ChannelInboundHandlerAdapter {
    final List<String> requests = new ArrayList<>();
    private final RequestDecoder decoder;
    private boolean over;
    private String head = "";
    private long body;

    Forwarded(RequestDecoder decoder) {
      this.decoder = decoder;
    }

    @Override
    public void channelRead(ChannelHandlerContext ctx, Object message) throws Exception {
      try {
        if (message instanceof HttpRequest request && !over) {
          begin(request);
        }
        if (message instanceof HttpContent content && !over) {
          onContent(content);
        }
      } finally {
        ReferenceCountUtil.release(message);
      }
    }

    private void begin(HttpRequest request) {
      over = new RequestHead(request, 8 << 10).failure() != null;
      if (!over) {
        head = request.method() + " " + request.uri();
        body = 0;
        requests.add(head + " ?");
      }
    }

    private void onContent(HttpContent content) throws Exception {
      over = content.decoderResult().isFailure();
      body += content.content().readableBytes();
      if (!over && content instanceof LastHttpContent) {
        requests.set(requests.size() - 1, head + " " + body);
        decoder.resume();
      }
    }
  }

  private static String mutate(SplittableRandom random) {
    StringBuilder text = new StringBuilder(pick(random, SEEDS));
    if (random.nextInt(3) == 0) {
      text.append(pick(random, SEEDS));
    }
    for (int left = random.nextInt(4); left >= 0; left--) {
      int at = random.nextInt(text.length());
      int end = Math.min(text.length(), at + 1 + random.nextInt(4));
      switch (random.nextInt(5)) {
        case 0 -> text.setCharAt(at, (char) random.nextInt(256));
        case 1 -> text.insert(at, pick(random, PIECES));
        case 2 -> text.delete(at, end);
        case 3 -> text.replace(at, end, pick(random, PIECES));
        default -> text.insert(at, text.substring(at, end));
      }
      if (text.isEmpty()) {
        text.append('\r');
      }
    }
    return text.toString();
  }

  private static String pick(SplittableRandom random, List<String> from) {
    return from.get(random.nextInt(from.size()));
  }

  static List<String> forwarded(String stream, SplittableRandom random) {
    UnpooledByteBufAllocator allocator = new UnpooledByteBufAllocator(false);
    RequestDecoder decoder = new RequestDecoder(8 << 10, 64 << 10, new FieldNames());
    Forwarded forwarded = new Forwarded(decoder);
    EmbeddedChannel channel = new EmbeddedChannel();
    channel.config().setAllocator(allocator);
    channel.pipeline().addLast(decoder, forwarded);
    byte[] bytes = stream.getBytes(ISO_8859_1);
    int largest = 1 + random.nextInt(random.nextBoolean() ? 8 : 2_000);
    for (int at = 0; at < bytes.length; ) {
      int size = Math.min(1 + random.nextInt(largest), bytes.length - at);
      channel.writeInbound(allocator.buffer(size).writeBytes(bytes, at, size));
      at += size;
    }
    List<String> requests = List.copyOf(forwarded.requests);
    channel.finishAndReleaseAll();
    assertEquals(0, allocator.metric().usedHeapMemory() + allocator.metric().usedDirectMemory());
    return requests;
  }

  static boolean isPrefix(List<String> seen, List<String> reference) {
    for (int i = 0; i < seen.size(); i++) {
      if (i >= reference.size()) {
        return false;
      }
      String head = seen.get(i).replaceFirst(" \\?$", " ");
      boolean unfinished = head.endsWith(" ") && reference.get(i).startsWith(head);
      if (!unfinished && !seen.get(i).equals(reference.get(i))) {
        return false;
      }
    }
    return true;
  }

  @Test
  void neverIsMoreForwardedThanAStrictParserReads() {
    int read = 0;
    for (int round = 0; round < ROUNDS; round++) {
      SplittableRandom random = new SplittableRandom(round);
      String stream = mutate(random);
      List<String> reference = ReferenceParser.read(stream);
      List<String> seen = forwarded(stream, random);
      assertTrue(
          isPrefix(seen, reference),
          "Round %d: %s, not %s, of %s".formatted(round, seen, reference, stream));
      read += seen.size();
    }
    assertTrue(read > ROUNDS / 10, "Only " + read + " requests were read at all");
  }

  @Test
  void corpusItselfIsReadAsTheReferenceReadsIt() {
    for (String stream : SEEDS) {
      List<String> seen = forwarded(stream, new SplittableRandom(1));
      assertTrue(isPrefix(seen, ReferenceParser.read(stream)), stream);
    }
  }
}
