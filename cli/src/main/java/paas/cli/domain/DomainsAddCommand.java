package paas.cli.domain;

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

/** {@code paas domains:add}: gives an app another host name. */
public final class DomainsAddCommand implements Command {
  @Override
  public Manual manual() {
    return Manual.of("domains:add", "Add a domain to an app.")
        .app()
        .json()
        .option("--to", "OTHER", "the app that a path is to lead to")
        .option("--process", "TYPE", "the process type that a path is to lead to")
        .words("DOMAIN", "1", "the host name, or a path of one that the app has")
        .example("paas domains:add www.example.com", "then point its DNS record at the platform")
        .example("paas domains:add '*.example.com'", "every name below example.com that no app has")
        .example("paas domains:add www.example.com/api --process api", "the app's api processes do")
        .example("paas domains:add www.example.com/api --to api", "another app answers the path");
  }

  @Override
  public int run(Invocation call, Session session) {
    String app = session.app(call);
    String host = call.words().get(0);
    requireBare(host);
    boolean mount = Mounts.isOne(host);
    if (mount != (call.option("--to").isPresent() || call.option("--process").isPresent())) {
      throw Failure.usage(
          "A path goes with --process or --to: paas domains:add www.example.com/api --process api");
    }
    Progress progress = session.terminal().progress("Adding " + host + " to " + Text.app(app));
    Json body =
        mount
            ? Mounts.body(host, call.option("--to"), call.option("--process"))
            : Json.object().with("hostname", host).with("sni_endpoint", Json.none());
    String path = mount ? Mounts.path(app) : Platform.path("apps", app, "domains");
    Json domain = progress.step(() -> session.platform().post(path, body));
    progress.done();
    if (call.has("--json")) {
      session.terminal().json(domain);
    } else {
      domain
          .at("cname")
          .found()
          .ifPresent(target -> session.terminal().noteLine("Point its DNS record at " + target));
      tellWhatIsMissing(domain, session);
    }
    return ExitCode.OK.number();
  }

  /** A path that leads to a process type of which nothing runs is answered with an error page. */
  private static void tellWhatIsMissing(Json mount, Session session) {
    if (Mounts.isWithoutInstance(session.platform(), mount)) {
      String type = mount.at("process").text();
      String app = mount.at("target").at("name").text();
      session
          .terminal()
          .noteLine(type + " has no instance yet: paas ps:scale " + type + "=1 --app " + app);
      session
          .terminal()
          .noteLine("It has to listen on $PORT to answer requests, and counts as up only then.");
    }
  }

  /** What was copied from a browser's address line is no path. */
  private static void requireBare(String typed) {
    int scheme = typed.indexOf("://");
    String bare = (scheme < 0 ? typed : typed.substring(scheme + 3)).replaceFirst("/+$", "");
    if (scheme >= 0) {
      throw Failure.usage(
          "Leave out " + typed.substring(0, scheme + 3) + ": paas domains:add " + bare);
    }
    if (!bare.equals(typed) && !Mounts.isOne(bare)) {
      throw Failure.usage("Leave out the slash at the end: paas domains:add " + bare);
    }
  }
}
