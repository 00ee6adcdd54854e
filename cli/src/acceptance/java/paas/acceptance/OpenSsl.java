package paas.acceptance;

import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;

/** Certificates and keys as people make them: {@code NAME.crt} and {@code NAME.key}. */
final class OpenSsl {
  private final Path home;

  OpenSsl(Path home) {
    this.home = home;
  }

  String file(String name) {
    return home.resolve(name).toString();
  }

  /** Signed by itself: what is tested is not the trust. */
  void selfSigned(String name, String host) {
    make(name, host, List.of());
  }

  void signedBy(String authority, String name, String host) {
    make(name, host, List.of("-CA", file(authority + ".crt"), "-CAkey", file(authority + ".key")));
  }

  private void make(String name, String host, List<String> more) {
    List<String> command =
        new ArrayList<>(List.of("openssl", "req", "-x509", "-newkey", "ec", "-pkeyopt"));
    command.addAll(List.of("ec_paramgen_curve:P-256", "-nodes", "-days", "90"));
    command.addAll(List.of("-subj", "/CN=" + host, "-addext", "subjectAltName=DNS:" + host));
    command.addAll(List.of("-keyout", file(name + ".key"), "-out", file(name + ".crt")));
    command.addAll(more);
    Program.run(home, Map.of(), "", Duration.ofMinutes(1), command).mustSucceed();
  }
}
