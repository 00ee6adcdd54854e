package paas.cli.copy;

import java.nio.file.Files;
import java.nio.file.InvalidPathException;
import java.nio.file.Path;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import paas.cli.command.Command;
import paas.cli.command.Invocation;
import paas.cli.command.Manual;
import paas.cli.command.Session;
import paas.cli.command.Text;
import paas.cli.fault.ExitCode;
import paas.cli.fault.Failure;
import paas.cli.terminal.Progress;

/** {@code paas ps:copy}: files and directories out of an instance, or into it. */
public final class PsCopyCommand implements Command {
  private static final double MEGABYTE = 1 << 20;

  @Override
  public Manual manual() {
    return Manual.of(
            "ps:copy",
            "Copy a file or a directory out of a running instance, or into it. Needs sh and tar in the app's image.")
        .app()
        .words("FROM TO", "0..*", "a path here and one in an instance, either way round")
        .example("paas ps:copy web.1:/tmp/heap.hprof .", "a file, into this directory")
        .example("paas ps:copy web.1:log logs", "a directory, as 'logs'; from the app's directory")
        .example("paas ps:copy fixtures web.1:/tmp", "a directory, as /tmp/fixtures");
  }

  @Override
  public int run(Invocation call, Session session) {
    List<String> words = call.words();
    if (words.size() != 2) {
      throw Failure.usage("Copy what, and where to? For example: paas ps:copy web.1:/tmp/x .");
    }
    Optional<Place> from = Place.parse(words.get(0));
    Optional<Place> to = Place.parse(words.get(1));
    if (from.isPresent() == to.isPresent()) {
      throw Failure.usage(
          "One of the two must be in an instance, as web.1:/tmp/x, and the other one here.");
    }
    String app = session.app(call);
    return from.isPresent()
        ? out(from.get(), here(words.get(1), session), app, session)
        : in(existing(here(words.get(0), session)), to.orElseThrow(), app, session);
  }

  private static int out(Place from, Path to, String app, Session session) {
    return follow(
        "Copying " + from + " of " + Text.app(app),
        session,
        () -> new Copying(session, app, from).out(to));
  }

  private static int in(Path from, Place to, String app, Session session) {
    return follow(
        "Copying " + from.getFileName() + " to " + to + " of " + Text.app(app),
        session,
        () -> new Copying(session, app, to).in(from));
  }

  private interface Copy {
    long bytes();
  }

  private static int follow(String what, Session session, Copy copy) {
    Progress progress = session.terminal().progress(what);
    long bytes = progress.step(copy::bytes);
    progress.done(
        bytes < MEGABYTE
            ? bytes + " bytes"
            : String.format(Locale.ROOT, "%.1f MB", bytes / MEGABYTE));
    return ExitCode.OK.number();
  }

  private static Path here(String word, Session session) {
    try {
      return session.directory().resolve(word);
    } catch (InvalidPathException e) {
      throw Failure.usage("'" + word + "' is no path here.");
    }
  }

  private static Path existing(Path path) {
    if (!Files.exists(path)) {
      throw Failure.of(ExitCode.INVALID, "There is no file or directory " + path + ".");
    }
    return path.toAbsolutePath().normalize();
  }
}
