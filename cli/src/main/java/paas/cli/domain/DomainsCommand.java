package paas.cli.domain;

import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.stream.Collectors;
import paas.cli.api.Platform;
import paas.cli.command.Command;
import paas.cli.command.Invocation;
import paas.cli.command.Manual;
import paas.cli.command.Session;
import paas.cli.fault.ExitCode;
import paas.cli.json.Json;
import paas.cli.terminal.Span;
import paas.cli.terminal.Style;
import paas.cli.terminal.Table;

/** {@code paas domains}: the host names of an app. */
public final class DomainsCommand implements Command {
  private static final String NOWHERE = "nowhere";

  @Override
  public Manual manual() {
    return Manual.of("domains", "List an app's domains.")
        .app()
        .json()
        .example("paas domains", "the platform's own and the custom ones");
  }

  @Override
  public int run(Invocation call, Session session) {
    String app = session.app(call);
    List<Json> domains = session.platform().list(Platform.path("apps", app, "domains"));
    if (call.has("--json")) {
      session.terminal().json(new Json.Array(domains));
    } else {
      String canonical = Canonical.of(session.platform(), app).orElse("");
      session.terminal().table(table(domains, canonical, Mounts.of(session.platform(), app)));
      for (Json domain : domains) {
        lost(domain).ifPresent(reason -> session.terminal().alert(Style.YELLOW, reason));
      }
    }
    return ExitCode.OK.number();
  }

  private static Table table(List<Json> domains, String canonical, List<Json> mounts) {
    Table table = new Table("domain", "kind", "points to", "certificate");
    for (Json domain : domains) {
      table.row(
          Style.BOLD.span(domain.at("hostname").text()),
          Span.of(kind(domain, canonical)),
          Span.of(lost(domain).isPresent() ? NOWHERE : domain.at("cname").text()),
          Span.of(certificate(domain.at("sni_endpoint"))));
    }
    Set<String> gone =
        domains.stream()
            .filter(domain -> lost(domain).isPresent())
            .map(domain -> domain.at("hostname").text())
            .collect(Collectors.toSet());
    for (Json mount : mounts) {
      boolean nowhere = gone.contains(mount.at("hostname").text());
      table.row(
          Style.BOLD.span(Mounts.name(mount)),
          Span.of("path"),
          Span.of(nowhere ? NOWHERE : Mounts.destination(mount)),
          Span.of(""));
    }
    return table;
  }

  /** Why the domain does not lead to its app, and what to do. */
  private static Optional<String> lost(Json domain) {
    return domain.at("status").text().equals("failed")
        ? domain.at("status_reason").found()
        : Optional.empty();
  }

  private static String kind(Json domain, String canonical) {
    String kind = domain.at("kind").text().equals("custom") ? "custom" : "platform";
    return domain.at("hostname").text().equals(canonical) ? kind + ", canonical" : kind;
  }

  private static String certificate(Json shown) {
    return shown.at("name").found().isEmpty()
        ? "none"
        : shown.at("name").text() + ", until " + shown.at("expires_at").text();
  }
}
