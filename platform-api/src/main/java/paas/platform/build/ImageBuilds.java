package paas.platform.build;

import java.nio.file.Path;
import java.util.UUID;
import java.util.function.Consumer;
import paas.builder.BuildLimits;
import paas.builder.BuildOutput;
import paas.builder.ImageIntake;
import paas.platform.app.App;

/** Builds that build nothing: their images were made elsewhere. Thread-safe, blocking. */
public final class ImageBuilds {
  private final ImageIntake intake;
  private final BuildJournal journal;
  private final BuildLimits limits;

  ImageBuilds(ImageIntake intake, BuildJournal journal, BuildLimits limits) {
    this.intake = intake;
    this.journal = journal;
    this.limits = limits;
  }

  /** The one image of an archive that {@code docker save} wrote. */
  public BuildOutcome load(
      App app, UUID build, Path archive, String procfile, String version, Consumer<String> output) {
    return Builds.outcome(
        build, version, intake.load(Builds.key(app), archive, procfile, limits, told(app, output)));
  }

  /** An image that the engine has: the app's own, or with {@code anybodys} one that is no app's. */
  public BuildOutcome adopt(
      App app,
      UUID build,
      String reference,
      boolean anybodys,
      String procfile,
      String version,
      Consumer<String> output) {
    return Builds.outcome(
        build,
        version,
        intake.adopt(Builds.key(app), reference, anybodys, procfile, limits, told(app, output)));
  }

  private BuildOutput told(App app, Consumer<String> output) {
    return line -> {
      output.accept(line);
      journal.output(app.id(), "build", line);
    };
  }
}
