package paas.router.http.proxy;

import io.netty.buffer.Unpooled;
import io.netty.channel.Channel;
import io.netty.channel.socket.DuplexChannel;
import io.netty.handler.ssl.SslHandler;
import java.util.concurrent.atomic.AtomicInteger;
import javax.net.ssl.SSLException;
import paas.router.tls.LiveTls;
import paas.router.tls.Secured;
import paas.router.tls.TlsTables;

/**
 * What the workers know of TLS.
 *
 * @param port where clients reach HTTPS; 0 while it is not served
 */
record Tls(TlsTables tables, AtomicInteger port) {
  LiveTls current() {
    return tables.current();
  }

  /** What a response for this host is to say of HTTPS; empty for nothing. */
  CharSequence strictTransport(String host) {
    Secured certificate = current().find(host);
    return certificate == null ? "" : certificate.strictTransport();
  }

  /** Whether records that are none, or an alert, ended a connection: the peer's doing. */
  static boolean isBrokenByPeer(Throwable cause) {
    return cause instanceof SSLException || cause.getCause() instanceof SSLException;
  }

  /** Says that nothing more comes; without its close_notify an answer by TLS would look cut. */
  static void shutOutput(DuplexChannel channel) {
    SslHandler tls = channel.pipeline().get(SslHandler.class);
    if (tls == null) {
      channel.shutdownOutput();
    } else {
      tls.closeOutbound().addListener(_ -> channel.shutdownOutput());
    }
  }

  /** The same once all is written; what cannot be written ends the connection. */
  static void endOutput(Channel channel) {
    channel
        .writeAndFlush(Unpooled.EMPTY_BUFFER)
        .addListener(written -> {
          if (written.isSuccess() && channel instanceof DuplexChannel duplex) {
            shutOutput(duplex);
          } else {
            channel.close();
          }
        });
  }

  boolean isOn() {
    return port.get() != 0;
  }
}
