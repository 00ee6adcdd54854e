package paas.platform.store;

import jakarta.inject.Singleton;
import java.time.Duration;
import java.time.Instant;
import java.util.Arrays;
import java.util.Collection;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.UUID;
import java.util.concurrent.ConcurrentHashMap;
import java.util.function.UnaryOperator;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import paas.platform.app.AppId;
import paas.platform.cert.HttpsSettings;
import paas.platform.cert.KeyedChain;
import paas.platform.cert.StoredCertificate;
import paas.platform.fault.Rejected;
import paas.platform.fault.Unavailable;
import paas.platform.store.row.CertificateRow;
import paas.platform.store.row.CertificateRows;
import paas.platform.store.row.HttpsSettingsRow;
import paas.platform.store.row.HttpsSettingsRows;
import paas.platform.store.vault.ConfigVault;

/** Apps' certificates and what they ask of clients; private keys are encrypted. */
@Singleton
public class CertificateStore {
  /** Of one app. */
  private static final int MOST = 100;

  /** Of all apps, chains and keys together: half of what one table of the router's may have. */
  static final long MOST_BYTES = 8 << 20;

  private static final Logger LOG = LoggerFactory.getLogger(CertificateStore.class);

  private final Transactions transactions;
  private final CertificateRows rows;
  private final HttpsSettingsRows settings;
  private final AppLock lock;
  private final ConfigVault vault;

  /** Those that were logged: all are looked at twice a minute. */
  private final Set<UUID> unreadable = ConcurrentHashMap.newKeySet();

  /**
   * As they were read last: judging some hundreds of chains and keys takes seconds, and all are
   * looked at several times a minute.
   */
  private final Map<UUID, Known> known = new ConcurrentHashMap<>();

  private record Known(CertificateRow row, StoredCertificate certificate) {
    boolean isOf(CertificateRow other) {
      return row.chain().equals(other.chain())
          && Arrays.equals(row.privateKey(), other.privateKey());
    }
  }

  CertificateStore(
      Transactions transactions,
      CertificateRows rows,
      HttpsSettingsRows settings,
      AppLock lock,
      ConfigVault vault) {
    this.transactions = transactions;
    this.rows = rows;
    this.settings = settings;
    this.lock = lock;
    this.vault = vault;
  }

  /** Under a name that the app has not yet. */
  public StoredCertificate add(
      AppId app, String name, boolean automatic, KeyedChain keyed, Instant at) {
    UUID id = UUID.randomUUID();
    Instant now = Stamp.of(at);
    byte[] sealed = vault.seal(id, keyed.keyPem());
    CertificateRow row =
        new CertificateRow(id, app.value(), name, automatic, keyed.chainPem(), sealed, now, now);
    return transactions.write(
        () -> {
          lock.take(app);
          requireRoom(app);
          rows.save(row);
          requireRoom();
          return certificate(row);
        },
        () ->
            Rejected.conflict(
                "This app has a certificate '%s' already: paas certs:update %s CRT KEY"
                    .formatted(name, name)));
  }

  /**
   * In place of the one of that name or id, which it keeps both, and which need not be readable.
   * The platform's own are refused.
   */
  public StoredCertificate replace(AppId app, String nameOrId, KeyedChain keyed, Instant at) {
    return transactions.write(() -> {
      lock.take(app);
      CertificateRow before = needRow(app, nameOrId);
      if (before.automatic()) {
        throw Rejected.conflict(
            "The platform renews this certificate itself: add one of your own.");
      }
      StoredCertificate after = replace(before, keyed, at);
      requireRoom();
      return after;
    });
  }

  /**
   * The automatic one of this hostname, in place of the one before where there is one, whatever
   * room there is.
   */
  public StoredCertificate renew(AppId app, String hostname, KeyedChain keyed, Instant at) {
    Optional<CertificateRow> before =
        transactions.read(() -> rows.of(app.value())).stream()
            .filter(row -> row.automatic() && row.name().equals(hostname))
            .findFirst();
    return before.isEmpty()
        ? add(app, hostname, true, keyed, at)
        : transactions.write(() -> {
          lock.take(app);
          return replace(before.get(), keyed, at);
        });
  }

  private StoredCertificate replace(CertificateRow before, KeyedChain keyed, Instant at) {
    byte[] sealed = vault.seal(before.id(), keyed.keyPem());
    rows.replace(before.id(), keyed.chainPem(), sealed, Stamp.of(at));
    return need(new AppId(before.app()), before.name());
  }

  /** Refuses, where the app has as many as it may have. */
  public void requireRoom(AppId app) {
    if (transactions.read(() -> rows.of(app.value())).size() >= MOST) {
      throw Rejected.invalid(
          "An app has at most " + MOST + " certificates: `paas certs:remove` one first.");
    }
  }

  private void requireRoom() {
    if (rows.bytes() > MOST_BYTES) {
      throw Rejected.conflict(
          "The certificates of all apps would exceed the %d MB that this platform has for them: have some that are not needed removed (paas certs:remove)."
              .formatted(MOST_BYTES >> 20));
    }
  }

  /** By name or id; returns what is gone, unless that cannot be read. */
  public Optional<StoredCertificate> remove(AppId app, String nameOrId) {
    return transactions.write(() -> {
      lock.take(app);
      CertificateRow gone = needRow(app, nameOrId);
      rows.remove(gone.id());
      return readable(gone).findFirst();
    });
  }

  /** All that were issued to the app, also those that cannot be read, but for these hostnames. */
  public int removeAutomatic(AppId app, Collection<String> but) {
    List<CertificateRow> gone =
        transactions.read(() -> rows.of(app.value())).stream()
            .filter(row -> row.automatic() && !but.contains(row.name()))
            .toList();
    if (!gone.isEmpty()) {
      transactions.write(() -> {
        lock.take(app);
        gone.forEach(row -> rows.remove(row.id()));
        return app;
      });
    }
    return gone.size();
  }

  /** By name, those that people added first, but those that cannot be read, which are logged. */
  public List<StoredCertificate> of(AppId app) {
    return transactions.read(() -> rows.of(app.value())).stream().flatMap(this::readable).toList();
  }

  /** By name or id; not found is refused. */
  public StoredCertificate named(AppId app, String nameOrId) {
    return transactions.read(() -> need(app, nameOrId));
  }

  /** But those that cannot be read, which are logged. */
  public List<StoredCertificate> all() {
    List<CertificateRow> all = transactions.read(rows::all);
    known.keySet().retainAll(all.stream().map(CertificateRow::id).collect(Collectors.toSet()));
    return all.stream().flatMap(this::readable).toList();
  }

  private Stream<StoredCertificate> readable(CertificateRow row) {
    try {
      return Stream.of(certificate(row));
    } catch (RuntimeException e) {
      if (unreadable.add(row.id())) {
        LOG.error(
            "Certificate {} of app {} cannot be read, and is left out", row.name(), row.app(), e);
      }
      return Stream.empty();
    }
  }

  private StoredCertificate need(AppId app, String nameOrId) {
    CertificateRow row = needRow(app, nameOrId);
    try {
      return certificate(row);
    } catch (RuntimeException e) {
      throw new Unavailable(
          "Certificate '%s' cannot be read; %s".formatted(row.name(), remedy(row)), e);
    }
  }

  /** The platform's own are no one's to replace. */
  private static String remedy(CertificateRow row) {
    return row.automatic()
        ? "the platform has another issued while automatic certificates are on, see paas certs:auto;"
            + " paas certs:auto:disable removes it"
        : "give it again: paas certs:update %s CRT KEY; or remove it: paas certs:remove %s"
            .formatted(row.name(), row.name());
  }

  private CertificateRow needRow(AppId app, String nameOrId) {
    return rows.of(app.value()).stream()
        .filter(row -> row.name().equals(nameOrId) || row.id().toString().equals(nameOrId))
        .findFirst()
        .orElseThrow(() ->
            Rejected.notFound(
                "sni_endpoint",
                "This app has no certificate '" + nameOrId + "': see `paas certs`."));
  }

  private StoredCertificate certificate(CertificateRow row) {
    Known before = known.get(row.id());
    if (before != null && before.isOf(row)) {
      return before.certificate();
    }
    StoredCertificate read = read(row);
    known.put(row.id(), new Known(row, read));
    return read;
  }

  private StoredCertificate read(CertificateRow row) {
    return new StoredCertificate(
        row.id(),
        new AppId(row.app()),
        row.name(),
        row.automatic(),
        KeyedChain.parse(row.chain(), vault.openText(row.id(), row.privateKey())),
        row.createdAt(),
        row.updatedAt());
  }

  public HttpsSettings settings(AppId app) {
    return transactions
        .read(() -> settings.findById(app.value()))
        .map(CertificateStore::settings)
        .orElse(HttpsSettings.DEFAULT);
  }

  /** Of those apps that have some. */
  public Map<AppId, HttpsSettings> allSettings() {
    return transactions.read(settings::all).stream()
        .collect(Collectors.toMap(row -> new AppId(row.app()), CertificateStore::settings));
  }

  public HttpsSettings change(AppId app, UnaryOperator<HttpsSettings> change) {
    return transactions.write(() -> {
      lock.take(app);
      HttpsSettings next = change.apply(settings(app));
      settings.remove(app.value());
      settings.save(
          new HttpsSettingsRow(
              app.value(), next.redirect(), next.hsts().toSeconds(), next.automatic()));
      return next;
    });
  }

  private static HttpsSettings settings(HttpsSettingsRow row) {
    return new HttpsSettings(
        row.redirect(), Duration.ofSeconds(row.hstsSeconds()), row.automatic());
  }
}
