package paas.cli.domain;

import java.util.List;
import paas.cli.api.Platform;
import paas.cli.command.Command;
import paas.cli.command.Invocation;
import paas.cli.command.Manual;
import paas.cli.command.Session;
import paas.cli.command.Text;
import paas.cli.fault.ExitCode;
import paas.cli.fault.Failure;
import paas.cli.json.Json;
import paas.cli.terminal.Progress;

/** {@code paas domains:remove}: takes a host name from an app. */
public final class DomainsRemoveCommand implements Command {
  @Override
  public Manual manual() {
    return Manual.of("domains:remove", "Remove a domain from an app, and its paths with it.")
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
    List<Json> mounts = progress.step(() -> Mounts.of(session.platform(), app));
    Json removed = progress.step(() -> session.platform().delete(path(app, host, mounts)));
    progress.done(Mounts.isOne(host) ? "" : along(removed.at("hostname").text(), mounts));
    return ExitCode.OK.number();
  }

  /** The paths of a domain end with it. */
  private static String along(String host, List<Json> mounts) {
    List<String> paths =
        mounts.stream()
            .filter(mount -> mount.at("hostname").text().equals(host))
            .map(Mounts::name)
            .toList();
    return paths.isEmpty() ? "" : "and with it " + Text.and(paths);
  }

  private static String path(String app, String host, List<Json> mounts) {
    if (!Mounts.isOne(host)) {
      return Platform.path("apps", app, "domains", host);
    }
    String id =
        Mounts.id(mounts, host)
            .orElseThrow(() -> Failure.of(ExitCode.NOT_FOUND, "The app has no path " + host));
    return Mounts.path(app) + Platform.path(id);
  }
}
