package paas.cli.heroku;

import java.io.File;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.security.GeneralSecurityException;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import paas.cli.command.Command;
import paas.cli.command.Dispatch;
import paas.cli.command.Invocation;
import paas.cli.command.Manual;
import paas.cli.command.Session;
import paas.cli.credentials.Credentials;
import paas.cli.fault.ExitCode;
import paas.cli.fault.Failure;
import paas.cli.terminal.Signals;

/** {@code paas heroku}: runs the user's own {@code heroku} against this platform. */
public final class HerokuCommand implements Command {
  @Override
  public Manual manual() {
    return Manual.of(
            "heroku",
            "Run Heroku's own CLI (10.13 or later, installed here) against this platform.")
        .words("ARGUMENTS", "0..*", "what is typed behind 'heroku', its options included")
        .foreign()
        .example("paas heroku ps --app shop", "as heroku prints it")
        .example("paas heroku run --app shop bash", "a shell in a one-off")
        .example("paas heroku run --app shop -x -- rake test", "with its exit code")
        .example("paas heroku help run", "heroku's own help");
  }

  @Override
  public int run(Invocation call, Session session) {
    Credentials login = session.credentialsFile().current();
    String token =
        login.token().orElseThrow(() -> Failure.of(ExitCode.UNAUTHORIZED, login.remedy()));
    Path program = program(session);
    try (Surroundings surroundings = Surroundings.make(session);
        Rendezvous rendezvous = new Rendezvous(session, surroundings.certificate());
        Forwarder forwarder = new Forwarder(session.platform(), "Bearer " + token, rendezvous)) {
      ProcessBuilder child = new ProcessBuilder(commandLine(program, call)).inheritIO();
      surroundings.enter(child.environment(), forwarder.url(), token);
      int code = await(child.start());
      Optional<Failure> broken = rendezvous.failure();
      broken.ifPresent(failure -> Dispatch.explain(failure, session));
      return broken.isPresent() && code == 0 ? broken.get().exitCode().number() : code;
    } catch (IOException | GeneralSecurityException e) {
      throw Failure.of(ExitCode.FAILED, "Cannot run " + program + ": " + e.getMessage());
    }
  }

  private static Path program(Session session) {
    String path = session.env().getOrDefault("PATH", "");
    for (String directory : path.split(File.pathSeparator, -1)) {
      Path program = Path.of(directory, "heroku").toAbsolutePath();
      if (Files.isExecutable(program) && !Files.isDirectory(program)) {
        return program;
      }
    }
    throw Failure.of(
        ExitCode.USAGE,
        "There is no `heroku` on the PATH, which this command runs.",
        "Install it (npm install --global heroku), or use paas's own commands: paas help");
  }

  private static List<String> commandLine(Path program, Invocation call) {
    List<String> line = new ArrayList<>();
    line.add(program.toString());
    line.addAll(call.words());
    return line;
  }

  /**
   * Its exit code. The terminal sends Ctrl-C to both: what it means is the child's to say, and it
   * ends before us.
   */
  private static int await(Process child) throws IOException {
    Signals.on("INT", () -> {});
    Signals.on("TERM", child::destroy);
    Signals.on("HUP", child::destroy);
    try {
      return child.waitFor();
    } catch (InterruptedException e) {
      child.destroy();
      throw new IOException("interrupted", e);
    }
  }
}
