package paas.platform.secure;

import io.micronaut.context.annotation.Bean;
import io.micronaut.context.annotation.Factory;
import io.micronaut.core.value.PropertyResolver;
import jakarta.inject.Singleton;
import java.time.InstantSource;
import java.util.Locale;
import java.util.function.Supplier;
import java.util.stream.Stream;
import paas.platform.app.PlatformSettings;
import paas.platform.deploy.Journal;
import paas.platform.secure.acme.AccountKeys;
import paas.platform.secure.acme.AcmeSettings;
import paas.platform.secure.acme.Authority;
import paas.platform.secure.acme.AutoCertificates;
import paas.platform.secure.acme.Issuer;
import paas.platform.secure.acme.PlatformHost;
import paas.platform.secure.dns.DnsRecords;
import paas.platform.secure.dns.DnsSettings;
import paas.platform.secure.dns.RememberedRecords;
import paas.platform.store.AppStore;
import paas.platform.store.CertificateStore;
import paas.platform.store.ChallengeRecordStore;
import paas.platform.store.ClientAuthorityStore;
import paas.platform.store.DomainStore;
import paas.platform.store.IssueStore;
import paas.platform.store.PlatformCertificateStore;
import paas.router.control.RouterLink;

/** Puts the certificates at work together. */
@Factory
final class SecureFactory {
  @Singleton
  Hostnames hostnames(PlatformSettings platform, AppStore apps, DomainStore domains) {
    return new Hostnames(platform, apps, domains);
  }

  @Singleton
  @Bean(preDestroy = "close")
  RouterShowcase showcase(RouterLink link, Stock stock) {
    return new RouterShowcase(link, stock);
  }

  @Singleton
  Stock stock(
      Hostnames hostnames,
      CertificateStore store,
      ClientAuthorityStore authorities,
      PlatformCertificate own,
      InstantSource clock) {
    return new Stock(hostnames, store, authorities, own, clock);
  }

  @Singleton
  @Bean(preDestroy = "close")
  Watch watch(
      Showcase showcase,
      CertificateStore store,
      Hostnames hostnames,
      Journal journal,
      InstantSource clock) {
    return new Watch(showcase, store, hostnames, journal, clock);
  }

  /** {@code PAAS_ACME_DIRECTORY} arrives as {@code paas.acme.directory}, and so on. */
  @Singleton
  AcmeSettings acme(PropertyResolver properties) {
    return new AcmeSettings(
        AcmeSettings.directory(text(properties, "paas.acme.directory")),
        text(properties, "paas.acme.ca"),
        text(properties, "paas.acme.email"),
        text(properties, "paas.acme.eab.kid"),
        text(properties, "paas.acme.eab.key"));
  }

  /** {@code PAAS_DNS_SERVER} arrives as {@code paas.dns.server}, and so on. */
  @Singleton
  RememberedRecords dns(
      PropertyResolver properties, ChallengeRecordStore store, InstantSource clock) {
    DnsRecords records =
        DnsSettings.read(
            name -> text(properties, name.toLowerCase(Locale.ROOT).replace('_', '.')).strip());
    return new RememberedRecords(records, store, clock);
  }

  private static String text(PropertyResolver properties, String name) {
    return properties.getProperty(name, String.class).orElse("");
  }

  @Singleton
  Issuer authority(
      AcmeSettings acme,
      IssueStore issues,
      Showcase showcase,
      RememberedRecords dns,
      InstantSource clock) {
    return new Authority(acme, new Accounts(issues, clock), showcase, dns);
  }

  private record Accounts(IssueStore issues, InstantSource clock) implements AccountKeys {
    @Override
    public String of(String directory, Supplier<String> fresh) {
      return issues.accountKey(directory, fresh, clock.instant());
    }

    @Override
    public void replace(String directory, String key) {
      issues.replaceAccountKey(directory, key, clock.instant());
    }
  }

  @Singleton
  PlatformCertificate platformCertificate(
      PropertyResolver properties, PlatformSettings platform, PlatformCertificateStore store) {
    CertificateFiles files =
        new CertificateFiles(
            text(properties, "paas.platform.cert"), text(properties, "paas.platform.key"));
    OwnHost host =
        OwnHost.of(
            platform.hostname(),
            text(properties, "paas.https.port"),
            text(properties, "paas.public.https.port"));
    return new PlatformCertificate(host, files, store);
  }

  @Singleton
  PlatformHost platformHost(
      Issuer authority,
      AcmeSettings acme,
      PropertyResolver properties,
      PlatformCertificate certificate,
      PlatformCertificateStore store,
      Showcase showcase,
      InstantSource clock) {
    boolean chosen =
        Stream.of("paas.acme.directory", "paas.acme.email")
            .anyMatch(name -> !text(properties, name).isEmpty());
    PlatformHost.Parts parts = new PlatformHost.Parts(certificate, store, showcase);
    return new PlatformHost(
        authority, new PlatformHost.Chosen(chosen, acme.directory().toString()), parts, clock);
  }

  @Singleton
  @Bean(preDestroy = "close")
  AutoCertificates automatic(
      Issuer authority,
      AppStore apps,
      CertificateStore certificates,
      IssueStore issues,
      Hostnames hostnames,
      RememberedRecords dns,
      PlatformHost host,
      Showcase showcase,
      Journal journal,
      InstantSource clock) {
    AutoCertificates.Parts parts =
        new AutoCertificates.Parts(
            apps, certificates, issues, hostnames, dns, host, showcase, journal);
    return new AutoCertificates(authority, parts, clock);
  }
}
