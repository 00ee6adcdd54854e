package paas.router.http.proxy;

import io.netty.channel.Channel;
import java.net.InetSocketAddress;
import org.jspecify.annotations.Nullable;
import paas.router.http.h1.RequestDecoder;
import paas.router.http.message.ClientAddress;

/**
 * Installs the handlers of a client's channel: those of HTTP, behind that of TLS where it comes by
 * TLS, behind that of the PROXY protocol where it is spoken.
 */
final class Pipelines {
  private Pipelines() {}

  /** On a channel that is not connected yet, or not known to be. */
  static void install(Channel channel, Worker worker, boolean secure) {
    if (worker.takesProxyHeaders()) {
      ProxyEntrance entrance = new ProxyEntrance(worker, channel, secure);
      channel.pipeline().addLast(new ProxyHeaderDecoder(), entrance);
    } else {
      serve(channel, worker, secure);
    }
  }

  /**
   * The client's first bytes say which version it speaks: without TLS it knows that HTTP/2 is
   * spoken here, and over TLS it was told by ALPN (RFC 9113 sections 3.2 to 3.4).
   */
  static void serve(Channel channel, Worker worker, boolean secure) {
    if (secure) {
      channel.pipeline().addLast(new TlsEntrance(worker.tls(), worker.limits().waits().linger()));
    }
    HttpLimits.Heads heads = worker.limits().heads();
    RequestDecoder decoder =
        new RequestDecoder(heads.requestLine(), heads.requestHeaders(), worker.fieldNames());
    ClientConnection http1 = new ClientConnection(worker, channel, decoder, secure);
    channel.pipeline().addLast(new PrefaceDetector(worker, http1, decoder, secure), decoder, http1);
  }

  /** On a channel that is connected already. */
  static void http2(Channel channel, Worker worker, boolean secure) {
    ClientAddress address = addressOf(channel, worker, secure);
    if (address == null) {
      channel.close();
      return;
    }
    Http2Session session = new Http2Session(worker, channel, secure, address);
    channel.pipeline().addLast(session.frames(), session);
  }

  /** Who is at the other end; null when nobody is any more. */
  static @Nullable ClientAddress addressOf(Channel channel, Worker worker, boolean secure) {
    if (!(channel.remoteAddress() instanceof InetSocketAddress peer)
        || !(channel.localAddress() instanceof InetSocketAddress local)) {
      return null;
    }
    ProxyEntrance.Told told = ProxyEntrance.told(channel);
    return told == null
        ? ClientAddress.of(peer.getAddress(), local.getPort(), secure, worker.trusted())
        : ClientAddress.of(told.client(), peer.getAddress(), told.port(), secure, worker.trusted());
  }
}
