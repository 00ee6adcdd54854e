package paas.cli.domain;

import java.util.Optional;
import paas.cli.command.Command;
import paas.cli.command.Invocation;
import paas.cli.command.Manual;
import paas.cli.command.Session;
import paas.cli.command.Text;
import paas.cli.fault.ExitCode;
import paas.cli.fault.Failure;
import paas.cli.json.Json;
import paas.cli.router.RouterChange;

/** {@code paas domains:canonical}: has all of an app's host names lead to one of them. */
public final class DomainsCanonicalCommand implements Command {
  @Override
  public Manual manual() {
    return Manual.of("domains:canonical", "Have all of an app's domains lead to one of them.")
        .app()
        .flag("--off", "have each of them show the app again")
        .words("DOMAIN", "0..1", "the one that visitors are sent to; without it, it is shown")
        .example("paas domains:canonical www.example.com", "others are answered with 301 or 308")
        .example("paas domains:canonical --off", "each shows the app again");
  }

  @Override
  public int run(Invocation call, Session session) {
    if (call.has("--off") && call.word().isPresent()) {
      throw Failure.usage("Name the domain to lead to, or --off, not both.");
    }
    String app = session.app(call);
    if (call.has("--off") || call.word().isPresent()) {
      Json domain = call.word().map(Json::of).orElseGet(Json::none);
      Json.Struct change = Json.object().with("canonical", domain);
      String doing = call.has("--off") ? "Unsetting" : "Setting";
      RouterChange.apply(session, app, doing + " the canonical domain", change);
    } else {
      Optional<String> domain = Canonical.of(session.platform(), app);
      session.terminal().line(domain.orElse("none: each domain shows " + Text.app(app)));
    }
    return ExitCode.OK.number();
  }
}
