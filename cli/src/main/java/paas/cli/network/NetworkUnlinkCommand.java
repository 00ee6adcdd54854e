package paas.cli.network;

import java.util.List;
import paas.cli.api.Platform;
import paas.cli.command.Command;
import paas.cli.command.Invocation;
import paas.cli.command.Manual;
import paas.cli.command.Session;
import paas.cli.command.Text;
import paas.cli.fault.ExitCode;
import paas.cli.terminal.Progress;

/** {@code paas network:unlink}: the end of a link. */
public final class NetworkUnlinkCommand implements Command {
  @Override
  public Manual manual() {
    return Manual.of("network:unlink", "Keep the instances of two apps from each other again.")
        .words("APP OTHER...", "1..*", "an app that you work on, and those to cut it off from")
        .example("paas network:unlink shop stock", "at once, for what runs too");
  }

  @Override
  public int run(Invocation call, Session session) {
    List<String> apps = call.words(2, Integer.MAX_VALUE, "paas network:unlink shop stock");
    String app = apps.get(0);
    for (String peer : apps.subList(1, apps.size())) {
      Progress progress =
          session.terminal().progress("Unlinking " + Text.app(app) + " from " + Text.app(peer));
      String path = Platform.path("apps", app, "network-links", peer);
      progress.step(() -> session.platform().delete(path));
      progress.done();
    }
    return ExitCode.OK.number();
  }
}
