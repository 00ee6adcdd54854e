package paas.cli.release;

import java.time.Duration;
import java.util.List;
import paas.cli.api.Platform;
import paas.cli.command.Command;
import paas.cli.command.Invocation;
import paas.cli.command.Manual;
import paas.cli.command.Session;
import paas.cli.command.Text;
import paas.cli.fault.ExitCode;
import paas.cli.json.Json;
import paas.cli.terminal.Ago;
import paas.cli.terminal.Span;
import paas.cli.terminal.Style;
import paas.cli.terminal.Table;
import paas.cli.terminal.Took;

/** {@code paas deploys}: the newest deploys, and what each spent its time on. */
public final class DeploysCommand implements Command {
  private static final int MAX = 50;

  @Override
  public Manual manual() {
    return Manual.of("deploys", "List an app's newest deploys, with how long each phase took.")
        .app()
        .json()
        .option("-n,--num", "N", "how many, 50 at most (default: 10)")
        .example("paas deploys", "build, release phase and rollout of the last ten");
  }

  @Override
  public int run(Invocation call, Session session) {
    String app = session.app(call);
    int count = call.number("--num", 10, 1, MAX);
    List<Json> deploys =
        session.platform().list(Platform.path("apps", app, "deploys")).stream()
            .limit(count)
            .toList();
    if (call.has("--json")) {
      session.terminal().json(new Json.Array(deploys));
    } else if (deploys.isEmpty()) {
      session.terminal().line(Text.app(app) + " was never deployed; deploy it: git push paas main");
    } else {
      session.terminal().table(table(deploys, session));
    }
    return ExitCode.OK.number();
  }

  private static Table table(List<Json> deploys, Session session) {
    Table table =
        new Table("release", "description", "when", "build", "release phase", "rollout", "");
    for (Json deploy : deploys) {
      table.row(
          Style.BOLD.span("v" + deploy.at("version").text()),
          Span.of(deploy.at("description").text()),
          Span.of(Ago.of(deploy.at("created_at").text(), session.clock().instant())),
          took(deploy, "build"),
          took(deploy, "release"),
          took(deploy, "rollout"),
          ReleasesCommand.state(deploy));
    }
    return table;
  }

  private static Span took(Json deploy, String phase) {
    return deploy.at("phases").elements().stream()
        .filter(p -> p.at("name").text().equals(phase))
        .map(p -> Span.of(Took.of(Duration.ofMillis(p.at("milliseconds").number(0)))))
        .findFirst()
        .orElse(Span.of(""));
  }
}
