package paas.router.http.proxy;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.netty.buffer.ByteBuf;
import io.netty.buffer.Unpooled;
import io.netty.handler.codec.http2.DefaultHttp2HeadersDecoder;
import io.netty.handler.codec.http2.Http2Exception;
import io.netty.handler.codec.http2.Http2Headers;
import java.util.ArrayList;
import java.util.List;

/** What a client was sent on a connection of HTTP/2: whole frames, of which some are told. */
final class FramesSent {
  private static final int LAST_ERROR = 13;

  private final DefaultHttp2HeadersDecoder decoder = new DefaultHttp2HeadersDecoder(false);
  private final List<String> ends = new ArrayList<>();
  private final List<String> statuses = new ArrayList<>();
  private boolean condemned;

  static FramesSent on(MemoryChannel channel) {
    ByteBuf all = Unpooled.buffer();
    for (ByteBuf some = channel.readOutbound(); some != null; some = channel.readOutbound()) {
      all.writeBytes(some);
      some.release();
    }
    FramesSent sent = new FramesSent();
    while (all.isReadable()) {
      sent.read(all);
    }
    assertTrue(channel.isOpen() != sent.condemned, "closed by a GOAWAY with an error");
    return sent;
  }

  private void read(ByteBuf all) {
    int length = all.readUnsignedMedium();
    int type = all.readUnsignedByte();
    int flags = all.readUnsignedByte();
    int stream = all.readInt();
    ByteBuf payload = all.readSlice(length);
    switch (type) {
      case Http2Wire.HEADERS -> readHead(stream, flags, payload);
      case Http2Wire.RST_STREAM -> ends.add("stream " + stream + ": " + error(payload.getInt(0)));
      case Http2Wire.GOAWAY -> {
        int error = error(payload.getInt(4));
        condemned |= error != 0;
        ends.add("connection: " + error);
      }
      default -> {}
    }
  }

  private static int error(int code) {
    assertTrue(code >= 0 && code <= LAST_ERROR, "error " + code);
    return code;
  }

  private void readHead(int stream, int flags, ByteBuf block) {
    assertEquals(Http2Wire.END_HEADERS, flags & ~Http2Wire.END_STREAM, "small and unpadded");
    try {
      Http2Headers head = decoder.decodeHeaders(stream, block);
      statuses.add(String.valueOf(head.status()));
    } catch (Http2Exception e) {
      throw new AssertionError("The router sent a bad head", e);
    }
  }

  /** How streams were reset and the connection was ended, in order. */
  List<String> ends() {
    return ends;
  }

  List<String> statuses() {
    return statuses;
  }
}
