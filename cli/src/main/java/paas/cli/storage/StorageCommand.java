package paas.cli.storage;

import java.util.List;
import paas.cli.command.Command;
import paas.cli.command.Invocation;
import paas.cli.command.Manual;
import paas.cli.command.Session;
import paas.cli.command.Text;
import paas.cli.fault.ExitCode;
import paas.cli.json.Json;
import paas.cli.terminal.Span;
import paas.cli.terminal.Style;
import paas.cli.terminal.Table;

/** {@code paas storage}: the volumes of an app. */
public final class StorageCommand implements Command {
  @Override
  public Manual manual() {
    return Manual.of("storage", "List an app's volumes: how full they are, and where mounted.")
        .app()
        .json()
        .example("paas storage", "every volume of the app")
        .example("paas storage:create data --size 1g", "makes one");
  }

  @Override
  public int run(Invocation call, Session session) {
    String app = session.app(call);
    List<Json> volumes = session.platform().list(Volumes.path(app));
    if (call.has("--json")) {
      session.terminal().json(new Json.Array(volumes));
    } else if (volumes.isEmpty()) {
      session
          .terminal()
          .line(Text.app(app) + " has no volumes; make one: paas storage:create data --size 1g");
    } else {
      session.terminal().table(table(volumes));
    }
    return ExitCode.OK.number();
  }

  private static Table table(List<Json> volumes) {
    Table table = new Table("volume", "size", "used", "mounted at", "type", "access");
    for (Json volume : volumes) {
      Json mount = volume.at("mount");
      boolean mounted = mount.at("path").found().isPresent();
      String access = mount.at("read_only").isTrue() ? "read-only" : "read and write";
      table.row(
          Style.BOLD.span(volume.at("name").text()),
          Span.of(volume.at("size").text()),
          Span.of(Volumes.usage(volume)),
          Span.of(mounted ? mount.at("path").text() : "nowhere"),
          Span.of(mounted ? mount.at("type").found().orElse("all") : ""),
          Span.of(mounted ? access : ""));
    }
    return table;
  }
}
