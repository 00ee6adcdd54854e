package paas.acceptance;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.stream.Stream;

/**
 * A zone on two BINDs: the primary takes updates of its {@code _acme-challenge} records from who
 * has the key, as BIND's own manual sets that up (update-policy), and the secondary copies it.
 */
final class Bind implements AutoCloseable {
  /** Some key of 32 bytes, in Base64. */
  private static final String SECRET = "cGFhcyBhY2NlcHRhbmNlIHRlc3RzLCAzMiBieXRlcyE=";

  private final Path home;
  private final String zone;
  private final int primary = Ports.free();
  private final int secondary = Ports.free();
  private final List<Process> servers = new ArrayList<>();

  Bind(Path home, String zone) {
    this.home = home;
    this.zone = zone;
  }

  /** What {@code bin/up} is told of them. */
  Map<String, String> settings() {
    return Map.of(
        "PAAS_DNS_SERVER",
        "127.0.0.1:" + primary,
        "PAAS_DNS_ALSO",
        "127.0.0.1:" + secondary,
        "PAAS_DNS_ZONES",
        zone,
        "PAAS_DNS_KEY",
        "paas",
        "PAAS_DNS_SECRET_FILE",
        secretFile().toString());
  }

  /** The platform reads it each time it needs it. */
  void haveSecret() throws IOException {
    Files.writeString(secretFile(), SECRET);
  }

  /** Another than the servers know. */
  void haveWrongSecret() throws IOException {
    Files.writeString(secretFile(), SECRET.replace('c', 'd'));
  }

  private Path secretFile() {
    return home.resolve("dns.key");
  }

  void start() throws IOException {
    serve(
        "primary",
        primary,
        """
          type primary;
          file "zone";
          allow-transfer { 127.0.0.1; };
          also-notify { 127.0.0.1 port %d; };
          update-policy { grant paas subdomain _acme-challenge.%s. TXT; };
        """
            .formatted(secondary, zone));
    Await.until("the primary serves its zone", () -> serves(primary));
    serve(
        "secondary",
        secondary,
        """
          type secondary;
          file "zone.copy";
          primaries { 127.0.0.1 port %d; };
        """
            .formatted(primary));
    Await.until("the secondary has copied it", () -> serves(secondary));
  }

  /** Its port; what it has, the primary has too. */
  int secondary() {
    return secondary;
  }

  /** The TXT records of that name, at the secondary. */
  List<String> texts(String name) {
    return dig(secondary, name).mustSucceed().out().lines().toList();
  }

  private void serve(String name, int port, String zoneOptions) throws IOException {
    Path directory = Files.createDirectory(home.resolve(name));
    Files.writeString(
        directory.resolve("zone"),
        """
        $TTL 60
        @ IN SOA ns hostmaster 1 60 60 3600 60
        @ IN NS ns
        @ IN TXT "here"
        @ IN A 127.0.0.1
        * IN A 127.0.0.1
        """);
    Path settings = directory.resolve("named.conf");
    Files.writeString(
        settings,
        """
        key "paas" { algorithm hmac-sha256; secret "%s"; };
        controls { };
        options {
          directory "%s";
          listen-on port %d { 127.0.0.1; };
          listen-on-v6 { none; };
          pid-file "named.pid";
          session-keyfile "session.key";
          recursion no;
          dnssec-validation no;
          notify-delay 0;
        };
        zone "%s" {
        %s};
        """
            .formatted(SECRET, directory, port, zone, zoneOptions));
    Path program = Path.of(System.getProperty("paas.root"), "target/name-server/usr/sbin/named");
    servers.add(
        new ProcessBuilder(program.toString(), "-g", "-c", settings.toString())
            .redirectErrorStream(true)
            .redirectOutput(home.resolve(name + ".log").toFile())
            .start());
  }

  private boolean serves(int port) {
    return dig(port, zone).out().contains("here");
  }

  /** It fails where nobody answers. */
  private Program.Ran dig(int port, String name) {
    List<String> command = List.of("dig", "+short", "+tries=1", "@127.0.0.1", "-p", "" + port);
    List<String> question = Stream.concat(command.stream(), Stream.of("TXT", name)).toList();
    return Program.run(home, Map.of(), "", Duration.ofMinutes(1), question);
  }

  @Override
  public void close() {
    servers.forEach(Process::destroy);
  }
}
