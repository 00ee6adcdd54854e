package paas.platform.secure.dns;

import java.nio.file.Path;
import java.util.Arrays;
import java.util.List;
import java.util.Locale;
import java.util.Set;
import java.util.function.UnaryOperator;
import java.util.stream.Stream;
import org.xbill.DNS.Name;
import org.xbill.DNS.TSIG;
import org.xbill.DNS.TextParseException;
import paas.platform.fault.Rejected;

/**
 * Which way to the DNS the platform's operator told, from settings by name; an empty one is not
 * set.
 */
public final class DnsSettings {
  private static final Set<Name> ALGORITHMS =
      Set.of(
          TSIG.HMAC_SHA1, TSIG.HMAC_SHA224, TSIG.HMAC_SHA256, TSIG.HMAC_SHA384, TSIG.HMAC_SHA512);

  private final UnaryOperator<String> settings;

  private DnsSettings(UnaryOperator<String> settings) {
    this.settings = settings;
  }

  /** What makes no sense is refused by its name. */
  public static DnsRecords read(UnaryOperator<String> settings) {
    String command = settings.apply("PAAS_DNS_COMMAND");
    String server = settings.apply("PAAS_DNS_SERVER");
    if (!command.isEmpty() && !server.isEmpty()) {
      throw Rejected.invalid(
          "PAAS_DNS_SERVER and PAAS_DNS_COMMAND are both set: records are put in one way. Unset"
              + " one of them.");
    }
    DnsSettings all = new DnsSettings(settings);
    if (!command.isEmpty()) {
      return new DnsCommand(all.path("PAAS_DNS_COMMAND"), DnsCommand.PATIENCE);
    }
    return server.isEmpty() ? new NoDns() : all.update();
  }

  private DnsRecords update() {
    List<Name> zones = words("PAAS_DNS_ZONES").map(zone -> name("PAAS_DNS_ZONES", zone)).toList();
    if (zones.isEmpty()) {
      throw missing("PAAS_DNS_ZONES", "the zones that it may change, as example.com,example.org");
    }
    return new DynamicUpdate(
        server("PAAS_DNS_SERVER", settings.apply("PAAS_DNS_SERVER")),
        words("PAAS_DNS_ALSO").map(other -> server("PAAS_DNS_ALSO", other)).toList(),
        zones,
        key());
  }

  private UpdateKey key() {
    String name = settings.apply("PAAS_DNS_KEY");
    if (name.isEmpty()) {
      throw missing("PAAS_DNS_KEY", "the name of the key that updates are signed with");
    }
    return new UpdateKey(name("PAAS_DNS_KEY", name), algorithm(), path("PAAS_DNS_SECRET_FILE"));
  }

  private Name algorithm() {
    String text = settings.apply("PAAS_DNS_ALGORITHM").toLowerCase(Locale.ROOT);
    if (text.isEmpty()) {
      return TSIG.HMAC_SHA256;
    }
    return ALGORITHMS.stream()
        .filter(algorithm -> algorithm.toString(true).equals(text))
        .findFirst()
        .orElseThrow(() ->
            Rejected.invalid(
                "PAAS_DNS_ALGORITHM is '%s': set it to hmac-sha256, hmac-sha512, hmac-sha384, hmac-sha224 or hmac-sha1."
                    .formatted(text)));
  }

  private Path path(String setting) {
    String text = settings.apply(setting);
    if (!text.startsWith("/")) {
      throw Rejected.invalid(
          "%s is '%s': set it to the absolute path of a file.".formatted(setting, text));
    }
    return Path.of(text);
  }

  private Stream<String> words(String setting) {
    return Arrays.stream(settings.apply(setting).split("[,\\s]+")).filter(word -> !word.isEmpty());
  }

  private static NameServer server(String setting, String text) {
    return new NameServer(ServerAddress.parse(setting, text));
  }

  private static Name name(String setting, String text) {
    try {
      return Name.fromString(text, Name.root);
    } catch (TextParseException e) {
      throw Rejected.invalid("%s holds '%s', which is no name.".formatted(setting, text));
    }
  }

  private static Rejected missing(String setting, String what) {
    return Rejected.invalid(
        "PAAS_DNS_SERVER is set, and %s is not: set it to %s.".formatted(setting, what));
  }
}
