package paas.router.http.proxy;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.netty.buffer.UnpooledByteBufAllocator;
import io.netty.channel.embedded.EmbeddedChannel;
import io.netty.channel.socket.nio.NioSocketChannel;
import java.time.InstantSource;
import java.util.List;
import java.util.SplittableRandom;
import java.util.concurrent.atomic.AtomicBoolean;
import java.util.concurrent.atomic.AtomicInteger;
import paas.router.http.Endpoint;
import paas.router.http.Hostname;
import paas.router.http.PathPrefix;
import paas.router.http.Route;
import paas.router.http.RouteLimits;
import paas.router.http.RouteSettings;
import paas.router.http.RouteTable;
import paas.router.http.RoutedApp;
import paas.router.http.Target;
import paas.router.http.balance.LiveEndpoint;
import paas.router.http.balance.LiveRoute;
import paas.router.http.balance.Tables;
import paas.router.http.h2.WindowReserve;
import paas.router.http.message.ClientAddress;
import paas.router.http.message.RequestHead;
import paas.router.http.message.TrustedProxies;
import paas.router.tls.TlsTables;

/**
 * A worker for {@link MemoryChannel}s, without a thread, a clock tick or an instance: its one host
 * is {@link TestRouter#HOST}, which is in maintenance, and under {@code /boot} still starting.
 */
final class MemoryWorker {
  private final AtomicInteger connections = new AtomicInteger();
  private final Worker worker;
  private final LiveEndpoint endpoint;

  MemoryWorker(boolean proxyProtocol) {
    this(proxyProtocol, HttpLimits.DEFAULT);
  }

  MemoryWorker(boolean proxyProtocol, HttpLimits limits) {
    Worker.Shared shared =
        new Worker.Shared(
            tables(),
            new Tls(TlsTables.withJdkEngine(), new AtomicInteger()),
            limits,
            TrustedProxies.NONE,
            proxyProtocol,
            (_, _, line) -> check(line),
            _ -> {},
            InstantSource.system(),
            new BufferBudget(limits.buffers().total()),
            new BufferBudget(limits.heads().connecting()),
            new BufferBudget(limits.heads().connecting()),
            new WindowReserve(limits.http2().grownOfAll()),
            connections,
            new AtomicBoolean(),
            new Gate(TrustedProxies.NONE, new RateLimiter(1)));
    UpstreamTransport none =
        new UpstreamTransport(NioSocketChannel.class, UnpooledByteBufAllocator.DEFAULT);
    worker = new Worker(shared, new EmbeddedChannel().eventLoop(), none, 1);
    endpoint = endpoint(shared.tables());
  }

  private static Tables tables() {
    Endpoint instance = new Endpoint("web.1", "192.0.2.20", 5_000, "one");
    RoutedApp app = new RoutedApp("app-id-2", "other");
    Tables tables = new Tables();
    tables.apply(
        new RouteTable(
            1,
            List.of(
                route("", new Target.Maintenance(TestRouter.SHOP)),
                route("/boot", new Target.Booting(app)),
                route(
                    "/serving", new Target.Serving(app, List.of(instance), RouteLimits.DEFAULT)))));
    return tables;
  }

  private static Route route(String path, Target target) {
    Hostname host = new Hostname(TestRouter.HOST);
    return new Route(host, new PathPrefix(path), target, RouteSettings.DEFAULT);
  }

  private static LiveEndpoint endpoint(Tables tables) {
    LiveRoute route = tables.current().find(TestRouter.HOST, "/serving");
    LiveEndpoint claimed =
        route == null ? null : route.choice().claim(new SplittableRandom(1), 0, List.of());
    if (claimed == null) {
      throw new IllegalStateException("The table has no endpoint");
    }
    return claimed;
  }

  private static void check(String line) {
    assertTrue(line.chars().allMatch(c -> c >= ' ' && c < 0x7f), line);
    assertFalse(line.contains(" status=500 "), line);
  }

  /** A connection that was just made. */
  MemoryChannel connect() {
    MemoryChannel channel = new MemoryChannel();
    Pipelines.install(channel, worker, false);
    channel.pipeline().fireChannelActive();
    return channel;
  }

  /** A connection by HTTP/2 to an instance, which has said nothing yet. */
  InstanceSession session(MemoryChannel instance) {
    InstanceSession session = new InstanceSession(worker, worker.sessions(), endpoint, 1);
    session.connected(instance.newSucceededFuture());
    return session;
  }

  /** A connection by HTTP/1.1 to an instance. */
  UpstreamConnection connection(MemoryChannel instance) {
    return new UpstreamConnection(worker, instance, endpoint, worker.limits().heads());
  }

  /** Bytes that windows may still grow by. */
  long windowsLeft() {
    return worker.windows().left();
  }

  /** Whether what waits has used up the memory that all may use. */
  boolean isMemorySpent() {
    return worker.budget().isSpent();
  }

  /** One that is about to be given an instance. */
  Exchange exchange(Client client, RequestHead head, ClientAddress address) {
    return new Exchange(worker, client, head, address);
  }

  /** Nobody is connected any more, and nothing waits. */
  void requireIdle() {
    assertEquals(0, connections.get(), "connections");
    assertEquals(List.of(), worker.bootQueue().all());
    requireNothingHeld();
  }

  /** All budgets have back what they gave. */
  void requireNothingHeld() {
    assertEquals(0, worker.budget().held(), "of what waits");
    assertEquals(0, worker.heads().held(), "of heads");
    assertEquals(0, worker.halfHeads().held(), "of heads that have not come whole");
    assertEquals(worker.limits().http2().grownOfAll(), worker.windows().left(), "of windows");
  }
}
