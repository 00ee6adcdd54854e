package paas.platform.store;

import jakarta.inject.Singleton;
import java.security.SecureRandom;
import java.time.Instant;
import java.util.Base64;
import java.util.Optional;
import java.util.UUID;
import paas.platform.app.AppId;
import paas.platform.store.row.DeliveryRow;
import paas.platform.store.row.DeliveryRows;
import paas.platform.store.row.WebhookRow;
import paas.platform.store.row.WebhookRows;
import paas.platform.store.vault.ConfigVault;

/** Incoming webhooks, at most one per app, and which deliveries were acted on. */
@Singleton
public class WebhookStore {
  /** Deliveries remembered of one webhook, the newest. */
  static final int REMEMBERED = 1000;

  private static final int SECRET_BYTES = 32;

  private final Transactions transactions;
  private final WebhookRows webhooks;
  private final DeliveryRows deliveries;
  private final AppLock lock;
  private final ConfigVault vault;
  private final SecureRandom random = new SecureRandom();

  WebhookStore(
      Transactions transactions,
      WebhookRows webhooks,
      DeliveryRows deliveries,
      AppLock lock,
      ConfigVault vault) {
    this.transactions = transactions;
    this.webhooks = webhooks;
    this.deliveries = deliveries;
    this.lock = lock;
    this.vault = vault;
  }

  /** A new one with a new URL and secret, in place of the one before. */
  public Webhook renew(AppId app, Instant at) {
    UUID id = UUID.randomUUID();
    byte[] bytes = new byte[SECRET_BYTES];
    random.nextBytes(bytes);
    String secret = Base64.getUrlEncoder().withoutPadding().encodeToString(bytes);
    WebhookRow row = new WebhookRow(id, app.value(), vault.seal(id, secret), Stamp.of(at));
    transactions.write(() -> {
      lock.take(app);
      webhooks.remove(app.value());
      webhooks.save(row);
      return id;
    });
    return webhook(row);
  }

  public Optional<Webhook> of(AppId app) {
    return transactions.read(() -> webhooks.of(app.value())).map(WebhookStore::webhook);
  }

  public Optional<Webhook> find(UUID id) {
    return transactions.read(() -> webhooks.findById(id)).map(WebhookStore::webhook);
  }

  /** What its deliveries are signed with. */
  public Optional<String> secret(UUID id) {
    return transactions
        .read(() -> webhooks.findById(id))
        .map(row -> vault.openText(id, row.secret()));
  }

  /** False when the app has none. */
  public boolean remove(AppId app) {
    return transactions.write(() -> webhooks.remove(app.value())) > 0;
  }

  /** Whether this delivery was remembered as one that was acted on. */
  public boolean cameBefore(Webhook webhook, String delivery) {
    return transactions.read(() -> deliveries.seen(webhook.id(), delivery)) > 0;
  }

  /** Remembers a delivery that was acted on. Idempotent. */
  public void remember(Webhook webhook, String delivery, Instant at) {
    transactions.write(() -> {
      lock.take(webhook.app());
      if (deliveries.seen(webhook.id(), delivery) == 0) {
        deliveries.save(new DeliveryRow(UUID.randomUUID(), webhook.id(), delivery, Stamp.of(at)));
        deliveries.keepNewest(webhook.id(), REMEMBERED);
      }
      return delivery;
    });
  }

  private static Webhook webhook(WebhookRow row) {
    return new Webhook(row.id(), new AppId(row.app()), row.createdAt());
  }
}
