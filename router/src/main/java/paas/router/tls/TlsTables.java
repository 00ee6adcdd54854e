package paas.router.tls;

import java.util.concurrent.atomic.AtomicReference;

/** The TLS table in force. Connections keep what they began with; new ones get the newest. */
public final class TlsTables {
  private final Contexts contexts;
  private final AtomicReference<LiveTls> current = new AtomicReference<>(LiveTls.empty());

  private TlsTables(Contexts contexts) {
    this.contexts = contexts;
  }

  public static TlsTables withBestEngine() {
    return new TlsTables(Contexts.best());
  }

  public static TlsTables withJdkEngine() {
    return new TlsTables(Contexts.jdk());
  }

  public LiveTls current() {
    return current.get();
  }

  /**
   * Puts a table in force, unless it is not newer than the one that is.
   *
   * @return whether the table was taken
   */
  public synchronized boolean apply(TlsTable table) {
    LiveTls before = current.get();
    if (table.generation() <= before.generation()) {
      return false;
    }
    current.set(LiveTls.of(table, before, contexts));
    return true;
  }
}
