package paas.cli.build;

import java.util.concurrent.atomic.AtomicBoolean;
import paas.cli.api.Patience;
import paas.cli.api.Platform;
import paas.cli.command.Session;
import paas.cli.fault.ExitCode;
import paas.cli.fault.Failure;
import paas.cli.json.Json;
import paas.cli.log.PlainStream;
import paas.cli.terminal.Progress;
import paas.cli.terminal.Signals;
import paas.cli.terminal.Style;

/**
 * Follows a build that this command asked for until what it became is live. Ctrl-C cancels it; a
 * second one leaves without waiting.
 */
public final class BuildFollowing {
  private final Session session;
  private final String app;
  private final AtomicBoolean interrupted = new AtomicBoolean();

  public BuildFollowing(Session session, String app) {
    this.session = session;
    this.app = app;
  }

  /** Prints what the build prints; the exit code says how it went. */
  public int follow(Json build) {
    String path = Platform.path("apps", app, "builds", build.at("id").text());
    Signals.on("INT", () -> interrupt(path));
    boolean heardAll = print(build.at("output_stream_url").text());
    Json ended = ended(path);
    if (!ended.at("status").text().equals("succeeded")) {
      return failed(ended, heardAll);
    }
    return released(ended.at("release").at("version").text());
  }

  private boolean print(String url) {
    try {
      PlainStream.print(url, session);
      return true;
    } catch (Failure e) {
      if (e.exitCode() == ExitCode.BROKEN_PIPE) {
        throw e;
      }
      return brokeOff();
    }
  }

  private boolean brokeOff() {
    session.terminal().alert(Style.YELLOW, "The output broke off; the build goes on.");
    return false;
  }

  /** Through a restart of the platform too, which runs the build again. */
  private Json ended(String path) {
    Patience patience = new Patience();
    while (true) {
      Json build = Patience.throughOutages(() -> session.platform().get(path));
      if (!build.at("status").text().equals("pending")) {
        return build;
      }
      patience.pause();
    }
  }

  private int failed(Json build, boolean heardAll) {
    if (!heardAll) {
      session.terminal().alert(Style.RED, "The build failed: " + build.at("failure").text());
    }
    return (interrupted.get() ? ExitCode.INTERRUPTED : ExitCode.FAILED).number();
  }

  /** The output told of the roll-out, unless the connection broke before its end. */
  private int released(String version) {
    String path = Platform.path("apps", app, "releases", version);
    Json release = Patience.throughOutages(() -> session.platform().get(path));
    return switch (release.at("status").text()) {
      case "pending" -> {
        Progress progress = session.terminal().progress("Releasing v" + version);
        yield session
            .rollout()
            .follow(app, release, progress, "The former release keeps serving.")
            .number();
      }
      case "failed" -> ExitCode.FAILED.number();
      default -> ExitCode.OK.number();
    };
  }

  private void interrupt(String path) {
    if (!interrupted.compareAndSet(false, true)) {
      Runtime.getRuntime().halt(ExitCode.INTERRUPTED.number());
    }
    try (Platform own = session.platform(session.credentialsFile().current())) {
      own.delete(path);
      session.terminal().alert(Style.YELLOW, "Cancelling the build (Ctrl-C again: do not wait).");
    } catch (Failure e) {
      session.terminal().alert(Style.YELLOW, e.explanation());
    }
  }
}
