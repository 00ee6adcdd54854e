package paas.router.http.proxy;

import io.netty.buffer.ByteBuf;
import io.netty.buffer.Unpooled;
import io.netty.handler.codec.http.DefaultHttpContent;
import io.netty.handler.codec.http.DefaultLastHttpContent;
import io.netty.handler.codec.http.EmptyHttpHeaders;
import io.netty.handler.codec.http.HttpHeaders;
import io.netty.handler.codec.http.HttpRequest;
import io.netty.handler.codec.http.LastHttpContent;
import io.netty.handler.codec.http2.Http2Error;
import io.netty.handler.codec.http2.Http2Exception;
import io.netty.handler.codec.http2.Http2Headers;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import paas.router.http.h2.ClientStream;
import paas.router.http.h2.MalformedFields;
import paas.router.http.h2.RequestFields;
import paas.router.http.h2.StreamListener;
import paas.router.http.message.ClientAddress;
import paas.router.http.message.Failure;
import paas.router.http.message.RequestHead;

/** The client of one exchange over HTTP/2: one stream, which ends with its response. */
final class Http2Stream implements Client, StreamListener {
  private static final Logger log = LoggerFactory.getLogger(Http2Stream.class);

  private final Http2Session session;
  private final Worker worker;
  private final ClientStream stream;
  private final ClientAddress address;
  private final Http2Writer writer;
  private @Nullable Exchange exchange;
  private boolean begun;
  private boolean requestRead;
  private boolean tunnel;
  private boolean gone;
  private long since = System.nanoTime();
  private long accounted;
  private final Backlog backlog = new Backlog();

  Http2Stream(Http2Session session, Worker worker, ClientStream stream, ClientAddress address) {
    this.session = session;
    this.worker = worker;
    this.stream = stream;
    this.address = address;
    this.writer = new Http2Writer(stream);
  }

  @Override
  public void onHeaders(Http2Headers fields, boolean endOfStream) {
    if (begun) {
      onTrailers(fields);
    } else {
      onRequest(fields, endOfStream);
    }
  }

  private void onRequest(Http2Headers fields, boolean endOfStream) {
    begun = true;
    requestRead = endOfStream;
    HttpLimits.Heads limits = worker.limits().heads();
    HttpRequest request =
        RequestFields.read(fields, endOfStream, limits.requestLine(), worker.random());
    if (request.decoderResult().cause() instanceof MalformedFields why) {
      log.debug("A request of {} is malformed", address, why);
      writer.breach(Http2Error.PROTOCOL_ERROR);
    }
    RequestHead head = new RequestHead(request, limits.headerLine());
    if (head.wantsUpgrade()) {
      // What a client sends before it knows of the tunnel is for the tunnel.
      pauseReading();
    }
    exchange = new Exchange(worker, this, head, address);
    exchange.begin();
    if (requestRead) {
      requestEnds(LastHttpContent.EMPTY_LAST_CONTENT);
    }
  }

  private void requestEnds(LastHttpContent end) {
    if (exchange != null) {
      exchange.requestContent(end);
    }
  }

  private void onTrailers(Http2Headers fields) {
    requestRead = true;
    if (tunnel && exchange != null) {
      exchange.clientEnded();
      return;
    }
    try {
      HttpHeaders trailers = RequestFields.readTrailers(fields);
      requestEnds(new DefaultLastHttpContent(Unpooled.EMPTY_BUFFER, trailers));
    } catch (MalformedFields e) {
      log.debug("The trailers of a request of {} are malformed", address, e);
      refuse(Http2Error.PROTOCOL_ERROR);
    }
  }

  @Override
  public void onData(ByteBuf data, boolean endOfStream) {
    requestRead |= endOfStream;
    if (exchange == null) {
      data.release();
    } else if (tunnel) {
      exchange.tunnelToUpstream(data);
      session.earned();
      if (exchange != null && requestRead) {
        exchange.clientEnded();
      }
    } else if (endOfStream) {
      exchange.requestContent(new DefaultLastHttpContent(data, EmptyHttpHeaders.INSTANCE));
    } else if (data.isReadable()) {
      if (exchange.isStreamed()) {
        session.earned();
      }
      exchange.requestContent(new DefaultHttpContent(data));
    } else {
      data.release();
    }
  }

  @Override
  public void onKept() {
    session.uploadWaits();
  }

  @Override
  public void onFramesJoined(int frames) {
    boolean useful = exchange != null && (tunnel || exchange.isStreamed());
    for (int i = 0; useful && i < frames; i++) {
      session.earned();
    }
  }

  /** The request breaks the rules: its stream is reset, whatever was answered so far. */
  private void refuse(Http2Error error) {
    writer.breach(error);
    if (exchange != null) {
      exchange.fail(Failure.BAD_REQUEST);
    }
  }

  @Override
  public boolean admits(String host) {
    return session.admits(host);
  }

  @Override
  public @Nullable Presented presented() {
    return session.presented();
  }

  @Override
  public CharSequence strictTransport(String host) {
    return session.strictTransport(host);
  }

  @Override
  public ResponseWriter writer() {
    return writer;
  }

  @Override
  public void flush() {
    stream.flushSoon();
  }

  @Override
  public void pauseReading() {
    stream.pause();
  }

  @Override
  public void resumeReading() {
    stream.resume();
  }

  @Override
  public void becomeTunnel() {
    tunnel = true;
    stream.resume();
  }

  @Override
  public boolean isWritable() {
    return stream.isWritable();
  }

  @Override
  public boolean takesMore() {
    session.earned();
    if (stream.pending() > worker.limits().buffers().request()) {
      stream.flush();
    }
    account();
    return stream.isWritable() && session.hasRoom();
  }

  @Override
  public void whenAllTaken(Runnable task) {
    stream.flush();
    writer.whenWritten(task);
  }

  private void account() {
    long pending = stream.pending();
    session.account(pending - accounted);
    accounted = pending;
  }

  @Override
  public boolean catchesUp() {
    return backlog.moves(stream.pending());
  }

  @Override
  public boolean isBehind() {
    return stream.pending() > 0;
  }

  /**
   * What the client has still to send is of no use: it is told so once the answer is through (RFC
   * 9113 section 8.1).
   */
  @Override
  public void answered(boolean keepOpen) {
    exchange = null;
    since = System.nanoTime();
    account();
    stream.resume();
    if (!requestRead) {
      writer.whenWritten(() -> {
        if (!requestRead) {
          writer.reset(Http2Error.NO_ERROR);
        }
      });
    }
  }

  void abort() {
    exchange = null;
    writer.reset(Http2Error.INTERNAL_ERROR);
  }

  @Override
  public void cutOff(Runnable then) {
    abort();
    then.run();
  }

  @Override
  public void closeAfterFlush() {
    exchange = null;
    since = System.nanoTime();
    stream.resume();
    writer.end();
  }

  void count(Census census) {
    if (exchange != null) {
      exchange.count(census);
    }
  }

  void tick(long now) {
    account();
    stream.tick(now);
    if (exchange != null) {
      exchange.tick(now);
    } else if (catchesUp()) {
      since = now;
    } else if (now - since > worker.limits().waits().clientIdle().toNanos()) {
      writer.reset(Http2Error.CANCEL);
    }
  }

  @Override
  public void onReadComplete() {
    if (exchange != null) {
      exchange.clientReadComplete();
    }
  }

  @Override
  public void onWritable() {
    if (exchange != null) {
      exchange.clientWritable();
    }
  }

  @Override
  public void onReset() {
    leave(true);
  }

  @Override
  public boolean takesRest() {
    return tunnel && exchange != null;
  }

  @Override
  public void onClosed() {
    leave(false);
    session.account(-accounted);
    accounted = 0;
  }

  private void leave(boolean takenBack) {
    Exchange current = exchange;
    exchange = null;
    try {
      if (current != null) {
        current.clientGone(takenBack);
      }
    } finally {
      if (!gone) {
        gone = true;
        session.closed(this);
      }
    }
  }

  @Override
  public void onFailure(Throwable cause) {
    if (cause instanceof Http2Exception broken) {
      log.debug("A stream of {} broke the rules", address, cause);
      refuse(broken.error());
    } else if (exchange == null) {
      log.debug("A stream of {} failed", address, cause);
      abort();
    } else {
      log.error("A request of {} failed in the router", address, cause);
      exchange.fail(Failure.PLATFORM_ERROR);
    }
  }
}
