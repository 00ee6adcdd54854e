package paas.cli.cert;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.stream.Collectors;
import paas.cli.api.Platform;
import paas.cli.command.Session;
import paas.cli.fault.ExitCode;
import paas.cli.fault.Failure;
import paas.cli.json.Json;
import paas.cli.terminal.Span;
import paas.cli.terminal.Style;
import paas.cli.terminal.Table;

/** What the commands about certificates share. */
final class Certificates {
  private static final long LARGEST = 64 << 10;

  private Certificates() {}

  static String path(String app, String... more) {
    String path = Platform.path("apps", app, "sni-endpoints");
    return more.length == 0 ? path : path + Platform.path(more);
  }

  /** The request that adds a certificate, of a file of certificates and one of a key. */
  static Json.Struct pair(Session session, String certificate, String key) {
    return Json.object()
        .with("certificate_chain", read(session.directory().resolve(certificate)))
        .with("private_key", read(session.directory().resolve(key)));
  }

  static String read(Path file) {
    try {
      if (Files.size(file) > LARGEST) {
        throw Failure.of(
            ExitCode.INVALID, file + " is larger than 64 KB: is it a certificate or a key?");
      }
      return new String(Files.readAllBytes(file), StandardCharsets.ISO_8859_1);
    } catch (IOException e) {
      throw Failure.of(ExitCode.NOT_FOUND, "Cannot read " + file + ".");
    }
  }

  static Table table(List<Json> certificates) {
    Table table = new Table("certificate", "for", "expires", "issuer", "kind");
    for (Json certificate : certificates) {
      Json facts = certificate.at("ssl_cert");
      table.row(
          Style.BOLD.span(certificate.at("name").text()),
          Span.of(list(certificate.at("domains"))),
          Span.of(facts.at("expires_at").text()),
          Span.of(facts.at("issuer").text()),
          Span.of(certificate.at("automatic").isTrue() ? "automatic" : "added"));
    }
    return table;
  }

  static String list(Json names) {
    return names.elements().stream().map(Json::text).collect(Collectors.joining(", "));
  }

  /** One certificate, in full. */
  static void show(Json certificate, Session session) {
    Json facts = certificate.at("ssl_cert");
    session.terminal().line("Certificate:  " + certificate.at("name").text());
    session.terminal().line("Shown for:    " + list(certificate.at("domains")));
    session.terminal().line("Valid for:    " + list(facts.at("cert_domains")));
    session.terminal().line("Subject:      " + facts.at("subject").text());
    session.terminal().line("Issuer:       " + facts.at("issuer").text());
    session.terminal().line("Starts:       " + facts.at("starts_at").text());
    session.terminal().line("Expires:      " + facts.at("expires_at").text());
    if (facts.at("self_signed?").isTrue()) {
      session.terminal().line("Trusted:      no: it is signed by itself");
    }
  }
}
