package paas.platform.secure;

import java.time.Instant;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import paas.platform.app.AppId;
import paas.platform.cert.HttpsSettings;
import paas.platform.cert.KeyedChain;
import paas.platform.cert.StoredCertificate;
import paas.router.tls.Challenge;
import paas.router.tls.HttpsPolicy;
import paas.router.tls.KeyPairPem;
import paas.router.tls.ServedName;
import paas.router.tls.ServerCertificate;
import paas.router.tls.TlsTable;

/** Translates all apps' certificates into the router's own words. Pure. */
final class Snapshot {
  private Snapshot() {}

  static TlsTable of(
      Map<AppId, List<String>> hostnames,
      Map<AppId, List<StoredCertificate>> certificates,
      Map<AppId, HttpsSettings> settings,
      List<Challenge> challenges,
      Instant now) {
    List<ServerCertificate> served = new ArrayList<>();
    certificates.forEach((app, own) -> {
      HttpsSettings wanted = settings.getOrDefault(app, HttpsSettings.DEFAULT);
      served.addAll(served(hostnames.getOrDefault(app, List.of()), own, wanted, now));
    });
    return new TlsTable(0, served, challenges);
  }

  private static List<ServerCertificate> served(
      List<String> hostnames, List<StoredCertificate> own, HttpsSettings wanted, Instant now) {
    Map<StoredCertificate, List<ServedName>> names = new LinkedHashMap<>();
    for (String hostname : hostnames) {
      Assignment.of(hostname, own, now)
          .ifPresent(certificate ->
              names
                  .computeIfAbsent(certificate, any -> new ArrayList<>())
                  .add(new ServedName(hostname)));
    }
    HttpsPolicy policy = new HttpsPolicy(wanted.redirect(), wanted.hsts());
    return names.entrySet().stream()
        .map(entry -> served(entry.getKey(), entry.getValue(), policy))
        .toList();
  }

  private static ServerCertificate served(
      StoredCertificate certificate, List<ServedName> names, HttpsPolicy policy) {
    KeyPairPem pair = new KeyPairPem(certificate.keyed().chainPem(), certificate.keyed().keyPem());
    return new ServerCertificate(certificate.id().toString(), names, pair, policy);
  }

  /** The platform's own hostname too; plain HTTP stays, for those on this machine. */
  static TlsTable with(TlsTable apps, String hostname, KeyedChain own) {
    List<ServerCertificate> all = new ArrayList<>(apps.certificates());
    all.add(
        new ServerCertificate(
            "platform",
            List.of(new ServedName(hostname)),
            new KeyPairPem(own.chainPem(), own.keyPem()),
            HttpsPolicy.BOTH));
    return new TlsTable(apps.generation(), all, apps.challenges());
  }
}
