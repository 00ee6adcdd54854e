package paas.platform.deploy;

import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.Optional;
import paas.platform.app.App;
import paas.platform.release.ProcessType;
import paas.platform.release.Release;
import paas.platform.release.Slug;
import paas.runner.ImageDigest;
import paas.runner.OneOff;
import paas.runner.OneOffSpec;
import paas.runner.OneOffs;

/** The release phase as an attached one-off; its output goes to the app's log and the pusher. */
final class OneOffPhase implements ReleasePhase {
  private static final Duration GRACE = Duration.ofSeconds(10);

  private final OneOffs oneOffs;
  private final Launch launch;
  private final Journal journal;
  private final Progress progress;
  private final DeploySettings settings;

  OneOffPhase(OneOffs oneOffs, Journal journal, Progress progress, DeploySettings settings) {
    this.oneOffs = oneOffs;
    this.launch = new Launch(settings);
    this.journal = journal;
    this.progress = progress;
    this.settings = settings;
  }

  @Override
  public Optional<String> run(App app, Release release) {
    Slug slug = release.slug().orElseThrow();
    String command = slug.processes().getOrDefault(ProcessType.RELEASE, "");
    String process = "release." + release.version().number();
    progress.line(app.id(), "-----> Release phase: " + command);
    journal.platform(app.id(), process, "Starting process with command `" + command + "`");
    int code;
    try (OneOff oneOff = oneOffs.start(spec(app, release, slug, command))) {
      oneOff.closeStdin();
      code = pump(app, process, oneOff);
    } catch (java.io.IOException e) {
      throw new java.io.UncheckedIOException(e);
    }
    journal.platform(app.id(), process, "Process exited with status " + code);
    return code == 0
        ? Optional.empty()
        : Optional.of("The release phase `%s` exited with status %d.".formatted(command, code));
  }

  private int pump(App app, String process, OneOff oneOff) {
    LineSplitter lines =
        new LineSplitter(line -> {
          journal.output(app.id(), process, line);
          progress.line(app.id(), "       " + line);
        });
    int code = oneOff.await((stream, bytes) -> lines.accept(bytes));
    lines.end();
    return code;
  }

  private OneOffSpec spec(App app, Release release, Slug slug, String command) {
    return new OneOffSpec(
        launch.key(app),
        ProcessType.RELEASE.name(),
        Math.toIntExact(release.version().number()),
        release.version().number(),
        new ImageDigest(slug.image().value()),
        slug.launcher(),
        Optional.of(command),
        launch.environment(app, release, "release." + release.version().number()),
        launch.limits(),
        Optional.empty(),
        GRACE,
        settings.releasePhase());
  }

  /** Cuts a byte stream into lines of text; a line is handed on at 10,000 bytes at the latest. */
  static final class LineSplitter {
    private static final int LONGEST = 10_000;
    private final java.util.function.Consumer<String> sink;
    private final java.io.ByteArrayOutputStream line = new java.io.ByteArrayOutputStream();

    LineSplitter(java.util.function.Consumer<String> sink) {
      this.sink = sink;
    }

    void accept(byte[] bytes) {
      for (byte b : bytes) {
        if (b == '\n' || line.size() == LONGEST) {
          flush();
        }
        if (b != '\n') {
          line.write(b);
        }
      }
    }

    void end() {
      if (line.size() > 0) {
        flush();
      }
    }

    private void flush() {
      String text = line.toString(StandardCharsets.UTF_8);
      line.reset();
      sink.accept(text.endsWith("\r") ? text.substring(0, text.length() - 1) : text);
    }
  }
}
