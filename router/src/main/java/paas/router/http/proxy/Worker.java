package paas.router.http.proxy;

import io.netty.channel.EventLoop;
import java.time.Instant;
import java.time.InstantSource;
import java.util.ArrayList;
import java.util.List;
import java.util.SplittableRandom;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicBoolean;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.function.Consumer;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import paas.router.http.RouteLoad;
import paas.router.http.RoutedApp;
import paas.router.http.balance.Tables;
import paas.router.http.h1.FieldNames;
import paas.router.http.h2.WindowReserve;
import paas.router.http.message.Failure;
import paas.router.http.message.Forwarding;
import paas.router.http.message.RequestLineText;
import paas.router.http.message.TrustedProxies;

/**
 * All that one event loop owns: its client connections, its upstream pool, its waiting requests and
 * its clock tick.
 */
final class Worker {
  private static final Logger log = LoggerFactory.getLogger(Worker.class);

  /** What the workers of one server share. */
  record Shared(
      Tables tables,
      Tls tls,
      HttpLimits limits,
      TrustedProxies trusted,
      boolean proxyProtocol,
      RequestLog requestLog,
      WakeCall wakeCall,
      InstantSource clock,
      BufferBudget budget,
      BufferBudget heads,
      BufferBudget halfHeads,
      WindowReserve windows,
      AtomicInteger connections,
      AtomicBoolean closing,
      Gate gate) {}

  private final Shared shared;
  private final EventLoop loop;
  private final SplittableRandom random;
  private final UpstreamPool pool;
  private final BootQueue bootQueue;
  private final Connector connector;
  private final HeadDraft headDraft = new HeadDraft();
  private final FieldNames fieldNames = new FieldNames();
  private final InstanceSessions sessions;
  private final RequestLineText lineText = new RequestLineText();
  private final Complaints complaints = new Complaints(System::nanoTime);
  private final List<Connection> clients = new ArrayList<>();
  private boolean finishing;

  Worker(Shared shared, EventLoop loop, UpstreamTransport transport, long seed) {
    this.shared = shared;
    this.loop = loop;
    this.random = new SplittableRandom(seed);
    this.pool = new UpstreamPool(shared.limits().pool());
    this.bootQueue = new BootQueue(shared.limits().crowd());
    this.connector = new Connector(this, loop, transport);
    this.sessions = new InstanceSessions(this, connector);
  }

  void start() {
    long tick = shared.limits().waits().tick().toNanos();
    var _ = loop.scheduleWithFixedDelay(this::tick, tick, tick, TimeUnit.NANOSECONDS);
    shared
        .tables()
        .onApplied(() -> {
          if (!loop.isShuttingDown()) {
            loop.execute(this::onTable);
          }
        });
  }

  private void tick() {
    long now = System.nanoTime();
    // Before all others, as what waits for an instance asks it in the order in which it came.
    eachOf(bootQueue.all(), waiting -> waiting.tick(now));
    // Backwards, as a check may close a connection and thereby remove it.
    for (int i = clients.size() - 1; i >= 0; i--) {
      try {
        clients.get(i).tick(now);
      } catch (RuntimeException | OutOfMemoryError e) {
        // The error of direct memory does not end the process, but would all ticks after this one.
        log.error("A connection failed while its waits were checked", e);
        clients.get(i).abort();
      }
    }
    pool.sweep(now);
    sessions.sweep(now);
  }

  private void onTable() {
    eachOf(bootQueue.takeAll(), Exchange::dispatchAgain);
    connector.giveUpWithdrawn();
    pool.sweep(System.nanoTime());
    sessions.sweep(System.nanoTime());
  }

  private static void eachOf(List<Exchange> waiting, Consumer<Exchange> action) {
    for (Exchange each : waiting) {
      try {
        action.accept(each);
      } catch (RuntimeException | OutOfMemoryError e) {
        log.error("A waiting request failed in the router", e);
        each.fail(Failure.PLATFORM_ERROR);
      }
    }
  }

  void opened(Connection client) {
    client.position(clients.size());
    clients.add(client);
    shared.connections().incrementAndGet();
  }

  void closed(Connection client) {
    Connection last = clients.removeLast();
    if (last != client) {
      clients.set(client.position(), last);
      last.position(client.position());
    }
    shared.connections().decrementAndGet();
  }

  /** A tunnel goes on for a while after its client, until {@link #lingered}. */
  void lingers() {
    shared.connections().incrementAndGet();
  }

  void lingered() {
    shared.connections().decrementAndGet();
  }

  /** Whether tunnels may linger: no client is to find its place taken by them. */
  boolean hasRoomToLinger() {
    return shared.connections().get() <= shared.limits().crowd().connections() / 2;
  }

  /** Whether the client that came last finds no place, which whoever runs the router is told. */
  boolean turnsAway() {
    int places = shared.limits().crowd().connections();
    boolean crowded = shared.connections().get() > places;
    if (crowded) {
      complaints.warn("Turned a client away (H22): %d connections are open".formatted(places));
    }
    return crowded;
  }

  /** For how long a client may be without a request at this moment. */
  long clientIdleNanos() {
    return shared.limits().clientIdleNanos(shared.connections().get());
  }

  void record(RoutedApp app, Forwarding request, RequestLineText.Outcome outcome) {
    shared.requestLog().record(app.id(), now(), lineText.format(request, outcome));
  }

  void wake(RoutedApp app) {
    shared.wakeCall().wake(app.id());
  }

  Instant now() {
    return shared.clock().instant();
  }

  /** The requests in flight here, of one app or of all. On this loop. */
  List<RouteLoad> load(String appId) {
    Census census = new Census(appId);
    clients.forEach(client -> client.count(census));
    return census.loads();
  }

  /** The connections that have no request may send one more, and are told so. On this loop. */
  void retire() {
    for (int i = clients.size() - 1; i >= 0; i--) {
      clients.get(i).retire();
    }
  }

  /** Lets requests in flight end, closes the connections that have none. On this loop. */
  void finish() {
    finishing = true;
    for (int i = clients.size() - 1; i >= 0; i--) {
      clients.get(i).closeIfIdle();
    }
    pool.closeAll();
    sessions.finish();
  }

  /** Whether connections end with the request that they have, whatever their client was told. */
  boolean isFinishing() {
    return finishing;
  }

  /** Whether no answer promises any more that its connection stays open. */
  boolean isClosing() {
    return shared.closing().get();
  }

  EventLoop loop() {
    return loop;
  }

  SplittableRandom random() {
    return random;
  }

  FieldNames fieldNames() {
    return fieldNames;
  }

  HeadDraft headDraft() {
    return headDraft;
  }

  UpstreamPool pool() {
    return pool;
  }

  InstanceSessions sessions() {
    return sessions;
  }

  BootQueue bootQueue() {
    return bootQueue;
  }

  Connector connector() {
    return connector;
  }

  Tables tables() {
    return shared.tables();
  }

  Tls tls() {
    return shared.tls();
  }

  HttpLimits limits() {
    return shared.limits();
  }

  Gate gate() {
    return shared.gate();
  }

  TrustedProxies trusted() {
    return shared.trusted();
  }

  /** Whether every connection begins with a header of the PROXY protocol. */
  boolean takesProxyHeaders() {
    return shared.proxyProtocol();
  }

  /** What is said of peers that do not keep to it. */
  Complaints complaints() {
    return complaints;
  }

  BufferBudget budget() {
    return shared.budget();
  }

  /** What large heads that have not come whole hold together. */
  BufferBudget halfHeads() {
    return shared.halfHeads();
  }

  /** Whoever runs the router is told that they leave no room for another. */
  void warnOfHeads() {
    long most = shared.limits().heads().connecting() >> 20;
    complaints.warn(
        "Turned a client away (H22): heads that have not come whole hold %d MB".formatted(most));
  }

  /** What the large heads of requests that wait for a connection to be made hold together. */
  BufferBudget heads() {
    return shared.heads();
  }

  /** What the windows of uploads by HTTP/2 may grow by together. */
  WindowReserve windows() {
    return shared.windows();
  }
}
