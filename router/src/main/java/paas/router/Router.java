package paas.router;

import java.io.IOException;
import java.net.InetSocketAddress;
import java.nio.file.Files;
import java.time.Duration;
import java.time.InstantSource;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import paas.router.control.ControlServer;
import paas.router.control.LineSpool;
import paas.router.control.WakeUps;
import paas.router.control.table.TableFile;
import paas.router.control.tls.TlsKeeper;
import paas.router.http.balance.Tables;
import paas.router.http.proxy.ProxyServer;
import paas.router.tls.TlsTables;

/**
 * The running router: the table in force, the control socket that changes it, and the proxy that
 * serves by it.
 */
public final class Router implements AutoCloseable {
  private static final Logger log = LoggerFactory.getLogger(Router.class);

  private final RouterSettings settings;
  private final LineSpool spool;
  private final ControlServer control;
  private final ProxyServer proxy;

  private Router(
      RouterSettings settings, LineSpool spool, ControlServer control, ProxyServer proxy) {
    this.settings = settings;
    this.spool = spool;
    this.control = control;
    this.proxy = proxy;
  }

  /**
   * Serves the table on disk at once, and what paasd sends from then on.
   *
   * @throws IOException if the directory cannot be written, another router runs in it, or the port
   *     is taken
   */
  public static Router open(RouterSettings settings) throws IOException {
    return open(settings, Succession.NONE);
  }

  /**
   * The same with sockets that listen already, and perhaps in the place of a router that serves
   * until this returns.
   */
  static Router open(RouterSettings settings, Succession succession) throws IOException {
    Files.createDirectories(settings.table().resolveSibling("."));
    Tables tables = new Tables();
    TlsTables certificates = TlsTables.withBestEngine();
    LineSpool spool = new LineSpool(settings.control());
    WakeUps wakeUps = new WakeUps();
    ControlServer control =
        ControlServer.open(
            settings.socket(),
            tables,
            new TableFile(settings.table()),
            new TlsKeeper(certificates, settings.certificates()),
            spool,
            wakeUps,
            succession.takesOver());
    try {
      ProxyServer.Settings http =
          new ProxyServer.Settings(
              settings.transport(),
              settings.listen(),
              settings.tlsListen(),
              settings.publicTlsPort(),
              settings.eventLoops(),
              settings.http(),
              settings.trusted(),
              settings.proxyProtocol(),
              settings.finishing(),
              succession.held());
      ProxyServer proxy =
          ProxyServer.open(http, tables, certificates, spool, wakeUps, InstantSource.system());
      startOrClose(control, proxy);
      proxy.accept();
      log.info(
          "Listening on {} with routes of generation {}, by TLS on {}; sockets by {}",
          proxy.address(),
          tables.current().generation(),
          proxy.tlsAddress().map(InetSocketAddress::toString).orElse("no port"),
          settings.transport());
      return new Router(settings, spool, control, proxy);
    } catch (IOException | RuntimeException e) {
      control.close();
      throw e;
    }
  }

  private static void startOrClose(ControlServer control, ProxyServer proxy) throws IOException {
    try {
      control.start(proxy::load);
    } catch (IOException | RuntimeException e) {
      proxy.close();
      throw e;
    }
  }

  public InetSocketAddress address() {
    return proxy.address();
  }

  /** Waits until a part of it hangs, and tells which. */
  String awaitStall() throws InterruptedException {
    return proxy.awaitStall();
  }

  /**
   * Gives way to a router that serves already: what is in flight may end, for longer than at {@link
   * #close}, and a client that is about to send a request is answered.
   */
  void retire() throws IOException {
    proxy.retire(settings.retiring());
    flush(settings.retiring());
  }

  /**
   * Stops accepting, ends what is in flight and hands out the last request lines, each for a
   * bounded time.
   */
  @Override
  public void close() throws IOException {
    proxy.close();
    flush(Duration.ZERO);
  }

  private void flush(Duration predecessor) throws IOException {
    try {
      control.awaitPredecessor(predecessor);
      spool.awaitEmpty(settings.flushing());
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
    }
    control.close();
  }
}
