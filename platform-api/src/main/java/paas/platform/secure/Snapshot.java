package paas.platform.secure;

import java.time.Instant;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import paas.platform.app.AppId;
import paas.platform.cert.ClientAuthorities;
import paas.platform.cert.HttpsSettings;
import paas.platform.cert.KeyedChain;
import paas.platform.cert.StoredCertificate;
import paas.platform.secure.BelowWildcards.Rules;
import paas.router.tls.Challenge;
import paas.router.tls.ClientTrust;
import paas.router.tls.HttpsPolicy;
import paas.router.tls.KeyPairPem;
import paas.router.tls.ServedName;
import paas.router.tls.ServerCertificate;
import paas.router.tls.TlsTable;

/** Translates all apps' certificates into the router's own words. Pure. */
final class Snapshot {
  /** What reports call the platform's own certificate. */
  private static final String PLATFORM = "platform";

  private Snapshot() {}

  static TlsTable of(
      Map<AppId, List<String>> hostnames,
      Map<AppId, List<StoredCertificate>> certificates,
      Map<AppId, HttpsSettings> settings,
      Map<AppId, ClientAuthorities> clients,
      List<Challenge> challenges,
      Instant now) {
    List<ServerCertificate> served = new ArrayList<>();
    Map<String, AppId> owners = owners(hostnames);
    certificates.forEach((app, own) -> {
      Rules wanted = rules(app, settings, clients);
      List<String> names =
          hostnames.getOrDefault(app, List.of()).stream()
              .distinct()
              .filter(name -> app.equals(owners.get(name)))
              .toList();
      for (ServerCertificate one : served(names, own, wanted.policy(), now)) {
        served.add(one.asking(wanted.asking()));
      }
    });
    served.addAll(
        BelowWildcards.of(
            served, owners, app -> rules(app, settings, clients), BelowWildcards.MOST));
    return new TlsTable(0, served, challenges, trusts(clients));
  }

  private static Rules rules(
      AppId app, Map<AppId, HttpsSettings> settings, Map<AppId, ClientAuthorities> clients) {
    HttpsSettings wanted = settings.getOrDefault(app, HttpsSettings.DEFAULT);
    String asking = clients.containsKey(app) ? app.toString() : ServerCertificate.NOBODY;
    return new Rules(new HttpsPolicy(wanted.redirect(), wanted.hsts()), asking);
  }

  /**
   * Who has each name. Another {@code PAAS_DOMAIN} can make a custom domain the own name of an app,
   * which is its first here, and wins: the router takes no table in which two have one.
   */
  private static Map<String, AppId> owners(Map<AppId, List<String>> hostnames) {
    List<Map.Entry<AppId, List<String>>> apps =
        hostnames.entrySet().stream()
            .sorted(Comparator.comparing(entry -> entry.getKey().value()))
            .toList();
    Map<String, AppId> owners = new HashMap<>();
    apps.forEach(entry ->
        entry.getValue().stream()
            .limit(1)
            .forEach(name -> owners.putIfAbsent(name, entry.getKey())));
    apps.forEach(
        entry -> entry.getValue().forEach(name -> owners.putIfAbsent(name, entry.getKey())));
    return owners;
  }

  /** In one order: whether a table is another is seen by comparing. */
  private static List<ClientTrust> trusts(Map<AppId, ClientAuthorities> clients) {
    return clients.entrySet().stream()
        .map(entry ->
            new ClientTrust(
                entry.getKey().toString(), entry.getValue().pem(), entry.getValue().required()))
        .sorted(Comparator.comparing(ClientTrust::app))
        .toList();
  }

  private static List<ServerCertificate> served(
      List<String> hostnames, List<StoredCertificate> own, HttpsPolicy policy, Instant now) {
    Map<StoredCertificate, List<ServedName>> names = new LinkedHashMap<>();
    for (String hostname : hostnames) {
      Assignment.of(hostname, own, now)
          .ifPresent(certificate ->
              names
                  .computeIfAbsent(certificate, any -> new ArrayList<>())
                  .add(new ServedName(hostname)));
    }
    return names.entrySet().stream()
        .map(entry -> served(entry.getKey(), entry.getValue(), policy))
        .toList();
  }

  private static ServerCertificate served(
      StoredCertificate certificate, List<ServedName> names, HttpsPolicy policy) {
    KeyPairPem pair = new KeyPairPem(certificate.keyed().chainPem(), certificate.keyed().keyPem());
    return new ServerCertificate(certificate.id().toString(), names, pair, policy);
  }

  /**
   * The platform's own hostname too, which no app may show; plain HTTP stays, for those on this
   * machine.
   */
  static TlsTable with(TlsTable apps, String hostname, KeyedChain own) {
    ServedName name = new ServedName(hostname);
    List<ServerCertificate> all = new ArrayList<>();
    for (ServerCertificate other : apps.certificates()) {
      List<ServedName> names = other.names().stream().filter(one -> !one.equals(name)).toList();
      if (!names.isEmpty()) {
        all.add(
            new ServerCertificate(other.id(), names, other.pair(), other.policy(), other.asking()));
      }
    }
    KeyPairPem pair = new KeyPairPem(own.chainPem(), own.keyPem());
    all.add(new ServerCertificate(PLATFORM, List.of(name), pair, HttpsPolicy.BOTH));
    return new TlsTable(apps.generation(), all, apps.challenges(), apps.trusts());
  }
}
