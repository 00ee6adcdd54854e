package paas.router.http.proxy;

import io.netty.buffer.ByteBuf;
import io.netty.channel.ChannelFuture;
import io.netty.handler.codec.http.HttpContent;
import io.netty.handler.codec.http.HttpHeaders;
import io.netty.handler.codec.http.LastHttpContent;
import io.netty.handler.codec.http2.DefaultHttp2Headers;
import io.netty.handler.codec.http2.Http2Headers;
import io.netty.util.AsciiString;
import java.util.Iterator;
import java.util.Map.Entry;
import org.jspecify.annotations.Nullable;
import paas.router.http.h2.FrameSink;
import paas.router.http.message.Trailers;

/** Writes body content as the frames of one stream, without copying it. */
final class StreamBody {
  private StreamBody() {}

  /**
   * Writes the content and, with the last, the end of the stream; takes over the content's
   * reference.
   *
   * @return the last write; null when there was nothing to write
   */
  static @Nullable ChannelFuture write(FrameSink to, HttpContent content) {
    ByteBuf data = content.content();
    Http2Headers trailers =
        content instanceof LastHttpContent end ? trailers(end.trailingHeaders()) : null;
    boolean ends = trailers != null && trailers.isEmpty();
    ChannelFuture last = null;
    if (data.isReadable() || ends) {
      last = to.writeData(data, ends);
    } else {
      content.release();
    }
    return trailers == null || ends ? last : to.writeHeaders(trailers, true);
  }

  private static Http2Headers trailers(HttpHeaders received) {
    Http2Headers trailers = new DefaultHttp2Headers(false);
    Iterator<Entry<CharSequence, CharSequence>> fields = received.iteratorCharSequence();
    while (fields.hasNext()) {
      Entry<CharSequence, CharSequence> field = fields.next();
      if (Trailers.pass(field.getKey())) {
        trailers.add(AsciiString.of(field.getKey()).toLowerCase(), field.getValue());
      }
    }
    return trailers;
  }
}
