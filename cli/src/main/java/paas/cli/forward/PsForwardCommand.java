package paas.cli.forward;

import java.io.IOException;
import java.util.List;
import paas.cli.command.Command;
import paas.cli.command.Invocation;
import paas.cli.command.Manual;
import paas.cli.command.Session;
import paas.cli.command.Text;
import paas.cli.fault.ExitCode;
import paas.cli.fault.Failure;

/** {@code paas ps:forward}: a port here that leads to a port of an instance. */
public final class PsForwardCommand implements Command {
  private static final String USUAL = "web.1";

  @Override
  public Manual manual() {
    return Manual.of(
            "ps:forward",
            "Forward a port of this machine (loopback only) to a port of a running instance.")
        .app()
        .option("-d,--dyno,--instance", "NAME", "the instance (web.1 when none is named)")
        .words("[INSTANCE] [LOCAL:]PORT", "0..*", "the instance, and the port that it listens on")
        .example("paas ps:forward web.1 9229", "127.0.0.1:9229 here is port 9229 there")
        .example("paas ps:forward web.1 8080:5000", "127.0.0.1:8080 here is port 5000 there")
        .example("paas ps:forward worker.1 0:1099", "any free port here");
  }

  @Override
  public int run(Invocation call, Session session) {
    List<String> words = call.words();
    if (words.isEmpty() || words.size() > 2) {
      throw Failure.usage("Which port? For example: paas ps:forward web.1 9229");
    }
    Ports ports = Ports.parse(words.get(words.size() - 1));
    String instance = words.size() == 2 ? words.get(0) : call.option("--dyno").orElse(USUAL);
    String app = session.app(call);
    Tunnel tunnel = new Tunnel(session, app, instance, ports.remote());
    tunnel.check();
    try (Forwarding forwarding = new Forwarding(ports, tunnel, session.terminal())) {
      session
          .terminal()
          .noteLine(
              "Forwarding 127.0.0.1:%d to port %d of %s on %s; Ctrl-C ends it."
                  .formatted(forwarding.port(), ports.remote(), instance, Text.app(app)));
      forwarding.run();
    } catch (IOException e) {
      throw Failure.of(ExitCode.FAILED, "Forwarding ended: " + e.getMessage());
    }
    return ExitCode.OK.number();
  }
}
