package paas.router.http.proxy;

import static java.nio.charset.StandardCharsets.ISO_8859_1;

import io.netty.buffer.ByteBuf;
import io.netty.handler.codec.http2.Http2Error;
import io.netty.handler.codec.http2.Http2Exception;
import io.netty.handler.codec.http2.Http2Headers;
import java.util.ArrayList;
import java.util.List;
import paas.router.http.h2.ClientStream;
import paas.router.http.h2.StreamListener;

/**
 * Hears what comes on the streams of one connection, each by itself. Answers nothing, as by which
 * error a frame behind an answer is refused depends on whether that went out before; only a request
 * by the method {@code DELETE} is reset.
 */
final class FramesHeard {
  private final List<StringBuilder> streams = new ArrayList<>();

  StreamListener accept(ClientStream stream) {
    StringBuilder heard = new StringBuilder();
    streams.add(heard);
    return new Listener(stream, heard);
  }

  private record Listener(ClientStream stream, StringBuilder heard) implements StreamListener {
    @Override
    public void onHeaders(Http2Headers fields, boolean endOfStream) {
      fields.forEach(
          field -> heard.append(field.getKey()).append('=').append(field.getValue()).append('\n'));
      if ("DELETE".contentEquals(fields.method() == null ? "" : fields.method())) {
        stream.reset(Http2Error.CANCEL);
      }
      end(endOfStream);
    }

    @Override
    public void onData(ByteBuf data, boolean endOfStream) {
      heard.append(data.toString(ISO_8859_1));
      data.release();
      end(endOfStream);
    }

    @Override
    public void onKept() {}

    @Override
    public void onFramesJoined(int frames) {}

    private void end(boolean now) {
      if (now) {
        heard.append("<end>");
      }
    }

    @Override
    public void onReadComplete() {}

    @Override
    public void onWritable() {}

    @Override
    public void onReset() {
      heard.append("<reset>");
    }

    @Override
    public void onFailure(Throwable cause) {
      if (!(cause instanceof Http2Exception breach)) {
        throw new AssertionError("Not the client's doing", cause);
      }
      heard.append('<').append(breach.error()).append('>');
    }

    @Override
    public boolean takesRest() {
      return false;
    }

    @Override
    public void onClosed() {
      heard.append("<closed>");
    }
  }

  @Override
  public String toString() {
    return streams.toString();
  }
}
