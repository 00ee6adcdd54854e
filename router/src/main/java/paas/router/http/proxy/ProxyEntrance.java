package paas.router.http.proxy;

import io.netty.channel.Channel;
import io.netty.channel.ChannelHandlerContext;
import io.netty.channel.ChannelInboundHandlerAdapter;
import io.netty.handler.codec.DecoderException;
import io.netty.handler.codec.haproxy.HAProxyCommand;
import io.netty.handler.codec.haproxy.HAProxyMessage;
import io.netty.util.AttributeKey;
import io.netty.util.ReferenceCountUtil;
import java.io.IOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import paas.router.http.message.ClientAddress;
import paas.router.http.message.TrustedProxies;

/**
 * The first handler where a balancer speaks the PROXY protocol: waits for the header that says who
 * the client is, then gives way to the handlers that a connection otherwise begins with. Nothing is
 * answered before; a connection without a header that is believed is closed.
 */
final class ProxyEntrance extends ChannelInboundHandlerAdapter implements Connection {
  private static final Logger log = LoggerFactory.getLogger(ProxyEntrance.class);
  private static final AttributeKey<Told> TOLD = AttributeKey.valueOf("paas.router.told");

  /**
   * What a header said.
   *
   * @param port the port that the client connected to, which is the balancer's
   */
  record Told(InetAddress client, int port) {}

  /** Whose headers are believed. */
  enum Belief {
    BELIEVED,
    /**
     * It has to send a header, like everyone, which says nothing new: the checks of this machine.
     */
    IGNORED,
    REFUSED;

    /** Where no proxies are listed the network keeps all others away. */
    static Belief in(InetAddress peer, InetAddress local, TrustedProxies trusted) {
      if (trusted.isEmpty() || trusted.contains(peer)) {
        return BELIEVED;
      }
      return peer.isLoopbackAddress() || peer.equals(local) ? IGNORED : REFUSED;
    }
  }

  private enum State {
    CONNECTING,
    /** The worker looks after it. */
    WAITING,
    /** The same until the channel is closed; nothing more is heard. */
    REFUSED,
    OVER
  }

  private final Worker worker;
  private final Channel channel;
  private final boolean secure;
  private final long since = System.nanoTime();
  private State state = State.CONNECTING;
  private Belief belief = Belief.REFUSED;
  private String peerText = "";
  private int position;

  ProxyEntrance(Worker worker, Channel channel, boolean secure) {
    this.worker = worker;
    this.channel = channel;
    this.secure = secure;
  }

  /** What a header said of the client; null when it, or the lack of it, said nothing. */
  static @Nullable Told told(Channel channel) {
    return channel.hasAttr(TOLD) ? channel.attr(TOLD).get() : null;
  }

  @Override
  public void channelActive(ChannelHandlerContext ctx) {
    if (!(channel.remoteAddress() instanceof InetSocketAddress peer)
        || !(channel.localAddress() instanceof InetSocketAddress local)) {
      channel.close();
      return;
    }
    state = State.WAITING;
    peerText = ClientAddress.text(peer.getAddress());
    worker.opened(this);
    belief = Belief.in(peer.getAddress(), local.getAddress(), worker.trusted());
    if (belief == Belief.REFUSED) {
      refuse("its PROXY header is not believed, as PAAS_TRUSTED_PROXIES does not list it");
    } else if (worker.turnsAway()) {
      channel.close();
    }
  }

  @Override
  public void channelRead(ChannelHandlerContext ctx, Object message) {
    try {
      if (state == State.WAITING && message instanceof HAProxyMessage header) {
        onHeader(ctx, header);
      }
    } finally {
      ReferenceCountUtil.release(message);
    }
  }

  private void onHeader(ChannelHandlerContext ctx, HAProxyMessage header) {
    try {
      if (belief == Belief.BELIEVED) {
        channel.attr(TOLD).set(read(header));
      }
    } catch (IllegalArgumentException e) {
      refuse("it does not begin with a valid PROXY header for TCP");
      return;
    }
    leave();
    Pipelines.serve(channel, worker, secure);
    ctx.fireChannelActive();
    ctx.pipeline().remove(this);
  }

  /** The balancer's own requests, and clients without an IP address, keep the connection's. */
  private static @Nullable Told read(HAProxyMessage header) {
    if (header.command() == HAProxyCommand.LOCAL) {
      return null;
    }
    return switch (header.proxiedProtocol()) {
      case TCP4, TCP6 -> {
        requireNoZone(header.sourceAddress());
        requireNoZone(header.destinationAddress());
        yield new Told(InetAddress.ofLiteral(header.sourceAddress()), header.destinationPort());
      }
      case UNKNOWN, UNIX_STREAM -> null;
      case UDP4, UDP6, UNIX_DGRAM ->
          throw new IllegalArgumentException("No HTTP over " + header.proxiedProtocol());
    };
  }

  /** A zone means something on the machine that wrote it only; Netty lets it pass. */
  private static void requireNoZone(String address) {
    if (address.indexOf('%') >= 0) {
      throw new IllegalArgumentException("An address with a zone: " + address);
    }
  }

  private void leave() {
    if (state == State.WAITING || state == State.REFUSED) {
      worker.closed(this);
    }
    state = State.OVER;
  }

  private void refuse(String why) {
    state = State.REFUSED;
    worker
        .complaints()
        .warn(
            "Closed a connection of %s: %s. With PAAS_PROXY_PROTOCOL=on connections come from balancers, which send it"
                .formatted(peerText, why));
    channel.close();
  }

  @Override
  public void exceptionCaught(ChannelHandlerContext ctx, Throwable cause) {
    if (state == State.WAITING && cause instanceof DecoderException) {
      refuse("it does not begin with a valid PROXY header");
    } else if (!(cause instanceof IOException)) {
      log.debug("A connection of {} failed before its first request", peerText, cause);
    }
    channel.close();
  }

  @Override
  public void channelInactive(ChannelHandlerContext ctx) {
    leave();
  }

  @Override
  public void tick(long now) {
    if (state == State.WAITING && now - since > worker.limits().drips().proxyHeader().toNanos()) {
      refuse("its PROXY header did not come in time");
    }
  }

  @Override
  public int position() {
    return position;
  }

  @Override
  public void position(int index) {
    position = index;
  }

  /** No request can be here yet. */
  @Override
  public void count(Census census) {}

  @Override
  public void abort() {
    channel.close();
  }

  /** A client whose header is on its way is about to send a request. */
  @Override
  public void retire() {}

  @Override
  public void closeIfIdle() {
    channel.close();
  }
}
