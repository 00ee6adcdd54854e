package paas.platform.secure;

import java.time.Duration;
import java.util.List;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.concurrent.RejectedExecutionException;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import paas.router.control.RouterLink;
import paas.router.control.RouterUnavailable;
import paas.router.tls.Challenge;
import paas.router.tls.TlsTable;

/**
 * The router's TLS table, kept as the store says; one thread makes and sends the snapshots, so that
 * none overtakes a newer one.
 */
final class RouterShowcase implements Showcase, AutoCloseable {
  private static final Logger LOG = LoggerFactory.getLogger(RouterShowcase.class);
  private static final Duration DEADLINE = Duration.ofSeconds(5);

  private final RouterLink link;
  private final Stock stock;
  private final List<Challenge> challenges = new CopyOnWriteArrayList<>();
  private final ExecutorService sender =
      Executors.newSingleThreadExecutor(Thread.ofVirtual().name("certificates").factory());

  /**
   * The last that was sent, if any was since paasd started: what the router has from before may be
   * more than there is now. The sender's own.
   */
  private @Nullable TlsTable sent;

  RouterShowcase(RouterLink link, Stock stock) {
    this.link = link;
    this.stock = stock;
  }

  @Override
  public void refresh() {
    try {
      Future<?> done = sender.submit(this::send);
      done.get();
    } catch (RejectedExecutionException e) {
      LOG.debug("The platform is stopping", e);
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
    } catch (ExecutionException e) {
      throw new IllegalStateException("The certificates could not be put together", e);
    }
  }

  @Override
  public void answer(Challenge challenge) {
    challenges.add(challenge);
    refresh();
  }

  @Override
  public void forget(Challenge challenge) {
    challenges.remove(challenge);
    refresh();
  }

  private void send() {
    TlsTable table = stock.with(challenges);
    if (table.equals(sent)) {
      return;
    }
    try {
      link.publish(table, DEADLINE);
    } catch (RouterUnavailable e) {
      LOG.warn("The router gets the certificates when it is back: {}", e.getMessage());
    }
    sent = table;
  }

  @Override
  public void close() {
    sender.close();
  }
}
