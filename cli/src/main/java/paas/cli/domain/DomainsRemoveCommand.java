package paas.cli.domain;

import paas.cli.api.Platform;
import paas.cli.command.Command;
import paas.cli.command.Invocation;
import paas.cli.command.Manual;
import paas.cli.command.Session;
import paas.cli.command.Text;
import paas.cli.fault.ExitCode;
import paas.cli.fault.Failure;
import paas.cli.terminal.Progress;

/** {@code paas domains:remove}: takes a host name from an app. */
public final class DomainsRemoveCommand implements Command {
  @Override
  public Manual manual() {
    return Manual.of("domains:remove", "Remove a domain from an app.")
        .app()
        .words("DOMAIN", "1", "the host name, or a path of one")
        .example(
            "paas domains:remove www.example.com", "requests to it are answered with 404 then");
  }

  @Override
  public int run(Invocation call, Session session) {
    String app = session.app(call);
    String host = call.words().get(0);
    Progress progress = session.terminal().progress("Removing " + host + " from " + Text.app(app));
    progress.step(() -> session.platform().delete(path(session.platform(), app, host)));
    progress.done();
    return ExitCode.OK.number();
  }

  private static String path(Platform platform, String app, String host) {
    if (!Mounts.isOne(host)) {
      return Platform.path("apps", app, "domains", host);
    }
    String id =
        Mounts.id(platform, app, host)
            .orElseThrow(() -> Failure.of(ExitCode.NOT_FOUND, "The app has no path " + host));
    return Mounts.path(app) + Platform.path(id);
  }
}
