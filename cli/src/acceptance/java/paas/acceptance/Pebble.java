package paas.acceptance;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermissions;
import java.time.Duration;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;

/** Let's Encrypt's test server (Debian package), and a DNS that a program can change. */
final class Pebble implements AutoCloseable {
  private final Path home;
  private final int port = Ports.free();
  private final int management = Ports.free();
  private final int dns = Ports.free();
  private final int records = Ports.free();
  private final List<Process> servers = new ArrayList<>();

  /** Its files are there; it does not run yet. */
  Pebble(Path home) throws IOException {
    this.home = home;
    new OpenSsl(home).selfSigned("pebble", "localhost");
    Path hook = home.resolve("dns-hook");
    Files.writeString(
        hook,
        """
        #!/bin/sh
        case $1 in present) action=set-txt ;; *) action=clear-txt ;; esac
        exec curl -fsS -d "{\\"host\\":\\"$2.\\",\\"value\\":\\"$3\\"}" http://127.0.0.1:%d/$action
        """
            .formatted(records));
    Files.setPosixFilePermissions(hook, PosixFilePermissions.fromString("rwxr-xr-x"));
  }

  /** What {@code bin/up} is told of it. */
  Map<String, String> settings() {
    Map<String, String> settings = new HashMap<>(authority());
    settings.put("PAAS_DNS_COMMAND", home.resolve("dns-hook").toString());
    return settings;
  }

  /** The same without a way to change its DNS. */
  Map<String, String> authority() {
    return Map.of(
        "PAAS_ACME_DIRECTORY",
        "https://localhost:" + port + "/dir",
        "PAAS_ACME_CA",
        home.resolve("pebble.crt").toString());
  }

  /** From now on it issues for all names, which lead to this platform. */
  void start(Platform platform) throws IOException {
    run(
        "pebble-challtestsrv",
        "-defaultIPv6",
        "",
        "-http01",
        "",
        "-https01",
        "",
        "-tlsalpn01",
        "",
        "-dns01",
        "127.0.0.1:" + dns,
        "-management",
        "127.0.0.1:" + records);
    start(platform, dns);
  }

  /** The same for the names that this DNS on 127.0.0.1 has. */
  void start(Platform platform, int nameServer) throws IOException {
    Files.writeString(
        home.resolve("pebble.json"),
        """
        {"pebble":{"listenAddress":"127.0.0.1:%d","managementListenAddress":"127.0.0.1:%d",
        "certificate":"%s","privateKey":"%s","httpPort":%d,"tlsPort":%d}}
        """
            .formatted(
                port,
                management,
                home.resolve("pebble.crt"),
                home.resolve("pebble.key"),
                platform.httpPort,
                platform.httpsPort));
    run(
        "pebble",
        "-config",
        home.resolve("pebble.json").toString(),
        "-strict",
        "-dnsserver",
        "127.0.0.1:" + nameServer);
    Await.until("pebble answers", () -> ask("roots/0").code() == 0);
    Files.writeString(root(), ask("roots/0").mustSucceed().out());
  }

  /** The file with the certificate that all others are trusted by. */
  Path root() {
    return home.resolve("root.pem");
  }

  private Program.Ran ask(String path) {
    List<String> command = List.of("curl", "-fsSk", "https://localhost:" + management + "/" + path);
    return Program.run(home, Map.of(), "", Duration.ofMinutes(1), command);
  }

  private void run(String... command) throws IOException {
    ProcessBuilder builder =
        new ProcessBuilder(command)
            .redirectErrorStream(true)
            .redirectOutput(home.resolve(command[0] + ".log").toFile());
    builder.environment().put("PEBBLE_VA_NOSLEEP", "1");
    servers.add(builder.start());
  }

  @Override
  public void close() {
    servers.forEach(Process::destroy);
  }
}
