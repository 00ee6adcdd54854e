package paas.cli.network;

import java.util.List;
import paas.cli.api.Platform;
import paas.cli.command.Command;
import paas.cli.command.Invocation;
import paas.cli.command.Manual;
import paas.cli.command.Session;
import paas.cli.command.Text;
import paas.cli.fault.ExitCode;
import paas.cli.json.Json;
import paas.cli.terminal.Progress;

/** {@code paas network:link}: lets the instances of two apps reach each other. */
public final class NetworkLinkCommand implements Command {
  @Override
  public Manual manual() {
    return Manual.of("network:link", "Let the instances of two apps reach each other.")
        .words("APP OTHER...", "1..*", "an app, and those to link it with; you work on all")
        .example(
            "paas network:link shop stock",
            "at once and for good; shop then finds stock at web.stock.internal");
  }

  @Override
  public int run(Invocation call, Session session) {
    List<String> apps = call.words(2, Integer.MAX_VALUE, "paas network:link shop stock");
    String app = apps.get(0);
    for (String peer : apps.subList(1, apps.size())) {
      link(session, app, peer);
    }
    return ExitCode.OK.number();
  }

  private static void link(Session session, String app, String peer) {
    Progress progress =
        session.terminal().progress("Linking " + Text.app(app) + " with " + Text.app(peer));
    String path = Platform.path("apps", app, "network-links");
    Json link = progress.step(() -> session.platform().post(path, Json.object().with("app", peer)));
    progress.done();
    session
        .terminal()
        .noteLine(
            ("Instances of %s find it at %s, or at any other TYPE.%s.internal, on the port that"
                    + " $PORT says, in all of them the same")
                .formatted(app, link.at("hostname").text(), peer));
  }
}
