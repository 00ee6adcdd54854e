package paas.cli.cert;

import paas.cli.command.Invocation;
import paas.cli.command.Session;
import paas.cli.json.Json;

/** The certificate of the platform's own hostname, as it is shown to admins. */
final class PlatformCertificate {
  static final String PATH = "/platform/certificate";

  private PlatformCertificate() {}

  static void show(Json own, Invocation call, Session session) {
    if (call.has("--json")) {
      session.terminal().json(own);
      return;
    }
    line(session, "Hostname", own.at("hostname").text());
    line(session, "Address", own.at("url").text());
    line(session, "From", from(own));
    line(session, "State", own.at("acm_status").text());
    line(session, "Why not", own.at("acm_status_reason").text());
    line(session, "Next", own.at("next_at").text());
    line(session, "Valid for", Certificates.list(own.at("ssl_cert").at("cert_domains")));
    line(session, "Issuer", own.at("ssl_cert").at("issuer").text());
    line(session, "Expires", own.at("ssl_cert").at("expires_at").text());
  }

  private static String from(Json own) {
    return own.at("source").text().equals("files")
        ? "the files of PAAS_PLATFORM_CERT and PAAS_PLATFORM_KEY"
        : "the platform's ACME authority";
  }

  private static void line(Session session, String label, String text) {
    if (!text.isEmpty()) {
      session.terminal().line("%-12s%s".formatted(label + ":", text));
    }
  }
}
