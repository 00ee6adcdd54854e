package paas.router.http.proxy;

import io.netty.channel.Channel;
import io.netty.channel.ChannelPipeline;
import java.net.InetSocketAddress;
import org.jspecify.annotations.Nullable;
import paas.router.http.h2.FloodGuard;
import paas.router.http.h2.Http2Codec;
import paas.router.http.message.ClientAddress;

/** Installs the handlers of one version of HTTP on a client's channel. */
final class Pipelines {
  private Pipelines() {}

  /** Without TLS: the client's first bytes say which version it speaks (RFC 9113 section 3.3). */
  static void plain(Channel channel, Worker worker) {
    RequestDecoder decoder = new RequestDecoder(worker.limits().heads());
    ClientConnection connection = new ClientConnection(worker, channel, decoder);
    channel
        .pipeline()
        .addLast(new PrefaceDetector(worker, connection, decoder), decoder, connection);
  }

  static void http1(Channel channel, Worker worker) {
    RequestDecoder decoder = new RequestDecoder(worker.limits().heads());
    channel.pipeline().addLast(decoder, new ClientConnection(worker, channel, decoder));
  }

  /** On a channel that is connected already. */
  static void http2(Channel channel, Worker worker) {
    FloodGuard guard = new FloodGuard(worker.limits().http2(), System::nanoTime);
    Http2Session session = new Http2Session(worker, channel, guard);
    ChannelPipeline pipeline = channel.pipeline();
    pipeline.addLast(Http2Codec.forServer(worker.limits().http2(), guard));
    pipeline.addLast(session.multiplexer(), session);
  }

  /** Who is at the other end; null when nobody is any more. */
  static @Nullable ClientAddress addressOf(Channel channel, Worker worker) {
    return channel.remoteAddress() instanceof InetSocketAddress peer
            && channel.localAddress() instanceof InetSocketAddress local
        ? ClientAddress.of(peer.getAddress(), local.getPort(), worker.trusted())
        : null;
  }
}
