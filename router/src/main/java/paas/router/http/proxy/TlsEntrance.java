package paas.router.http.proxy;

import io.netty.buffer.ByteBuf;
import io.netty.channel.Channel;
import io.netty.channel.ChannelFutureListener;
import io.netty.channel.ChannelHandlerContext;
import io.netty.channel.socket.DuplexChannel;
import io.netty.handler.ssl.AbstractSniHandler;
import io.netty.handler.ssl.SslHandler;
import io.netty.util.AttributeKey;
import io.netty.util.concurrent.Future;
import java.time.Duration;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import org.jspecify.annotations.Nullable;
import paas.router.http.message.ErrorPage;
import paas.router.http.message.Failure;
import paas.router.tls.ClientTrust;
import paas.router.tls.LiveTls;
import paas.router.tls.Protocols;
import paas.router.tls.Secured;
import paas.router.tls.TlsContext;

/**
 * The first handler of a TLS connection: shows the certificate of the name that the client asks
 * for, and gives way to the TLS engine. A name without one, and no name, is refused with the alert
 * {@code unrecognized_name}: there is no certificate that would be right. A request in plain HTTP
 * is told that this port speaks HTTPS.
 */
final class TlsEntrance extends AbstractSniHandler<Optional<TlsEntrance.Shown>> {
  /** Longest ClientHello; post-quantum key shares take about 2 KB. */
  private static final int MAX_HELLO = 16 << 10;

  private static final Duration HANDSHAKE = Duration.ofSeconds(10);

  /** A fatal alert, 112 (RFC 6066, 3), as a record. */
  private static final byte[] UNRECOGNIZED_NAME = {21, 3, 3, 0, 2, 2, 112};

  private static final AttributeKey<Shown> SHOWN = AttributeKey.valueOf("paas.router.shown");
  private static final AttributeKey<Presented> PRESENTED =
      AttributeKey.valueOf("paas.router.presented");

  /**
   * What a connection was opened with.
   *
   * @param name the name that the client asked for, normalised
   * @param certificate null for a certificate authority that validates the name
   */
  record Shown(String name, TlsContext context, @Nullable Secured certificate) {
    /** Whether a request for this host may come over the connection. */
    boolean covers(String host) {
      return certificate != null && (name.equals(host) || certificate.covers(host));
    }

    private @Nullable ClientTrust clients() {
      return certificate == null ? null : certificate.clients();
    }
  }

  private final Tls tls;
  private final Duration linger;
  private boolean validating;
  private boolean plain;

  /**
   * @param linger how long what a client sends that is refused is read before the connection closes
   */
  TlsEntrance(Tls tls, Duration linger) {
    super(MAX_HELLO, HANDSHAKE.toMillis());
    this.tls = tls;
    this.linger = linger;
  }

  /** Whether a request for this host may come over this connection, which may be plain. */
  static boolean admits(Channel channel, String host) {
    Shown shown = channel.attr(SHOWN).get();
    return shown == null || shown.covers(host);
  }

  /** What the client showed in return; null where it was not asked. Once there is a request. */
  static @Nullable Presented presented(Channel channel) {
    Presented known = channel.attr(PRESENTED).get();
    Shown shown = known == null ? channel.attr(SHOWN).get() : null;
    ClientTrust asked = shown == null ? null : shown.clients();
    SslHandler engine = asked == null ? null : channel.pipeline().get(SslHandler.class);
    if (asked == null || engine == null) {
      return known;
    }
    Presented found = Presented.in(engine.engine().getSession(), asked);
    channel.attr(PRESENTED).set(found);
    return found;
  }

  @Override
  protected void decode(ChannelHandlerContext ctx, ByteBuf in, List<Object> out) throws Exception {
    if (plain) {
      in.skipBytes(in.readableBytes());
    } else if (PlainHttp.begins(in)) {
      plain = true;
      refusePlain(ctx, in.getByte(in.readerIndex()) == 'H');
      in.skipBytes(in.readableBytes());
    } else {
      super.decode(ctx, in, out);
    }
  }

  /**
   * The rest of the request is read, for as long as a handshake may take: closing before would take
   * the answer back.
   */
  private static void refusePlain(ChannelHandlerContext ctx, boolean forHead) {
    ByteBuf answer = ctx.alloc().ioBuffer();
    ErrorPage.write(answer, Failure.PLAIN_ON_TLS, false, forHead, true);
    ctx.writeAndFlush(answer).addListener(_ -> ((DuplexChannel) ctx.channel()).shutdownOutput());
  }

  @Override
  protected Future<Optional<Shown>> lookup(ChannelHandlerContext ctx, @Nullable ByteBuf hello)
      throws Exception {
    validating = hello != null && ClientHello.offers(hello, Protocols.ACME);
    return super.lookup(ctx, hello);
  }

  @Override
  protected Future<Optional<Shown>> lookup(ChannelHandlerContext ctx, @Nullable String asked) {
    String name = asked == null ? "" : asked.toLowerCase(Locale.ROOT);
    return ctx.executor().newSucceededFuture(validating ? validation(name) : certificate(name));
  }

  private Optional<Shown> validation(String name) {
    TlsContext context = tls.current().validation(name);
    return context == null ? Optional.empty() : Optional.of(new Shown(name, context, null));
  }

  private Optional<Shown> certificate(String name) {
    LiveTls table = tls.current();
    Secured found = table.find(name);
    return found == null ? Optional.empty() : Optional.of(new Shown(name, found.context(), found));
  }

  @Override
  protected void onLookupComplete(
      ChannelHandlerContext ctx, @Nullable String asked, Future<Optional<Shown>> found) {
    Shown shown = found.isSuccess() ? found.getNow().orElse(null) : null;
    if (shown == null) {
      ctx.writeAndFlush(ctx.alloc().ioBuffer(8).writeBytes(UNRECOGNIZED_NAME))
          .addListener(ChannelFutureListener.CLOSE);
      return;
    }
    ctx.channel().attr(SHOWN).set(shown);
    SslHandler engine = shown.context().newHandler(ctx.alloc());
    engine.setHandshakeTimeoutMillis(HANDSHAKE.toMillis());
    ctx.pipeline().addBefore(ctx.name(), "refusal", new RefusalWait(engine, linger));
    ctx.pipeline().addAfter(ctx.name(), "farewell", new Farewell(engine));
    ctx.pipeline().replace(this, "tls", engine);
  }
}
