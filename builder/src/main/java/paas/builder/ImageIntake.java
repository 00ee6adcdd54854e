package paas.builder;

import com.github.dockerjava.api.command.InspectImageResponse;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import paas.builder.fault.BuildFault;
import paas.builder.image.ImageDoor;
import paas.builder.image.Images;
import paas.builder.output.BuildLines;
import paas.builder.source.Procfile;
import paas.runner.engine.Engine;

/**
 * Makes images that were built elsewhere an app's, in place of a build. Its processes are those of
 * a Procfile, and the image's own command as web. Thread-safe; every method blocks.
 */
final class ImageIntake {
  private static final List<String> LAUNCHER = List.of("/bin/sh", "-c");

  private final Engine engine;
  private final BuilderSettings settings;
  private final Labels labels;
  private final ImageDoor door;

  ImageIntake(Engine engine, BuilderSettings settings) {
    this.engine = engine;
    this.settings = settings;
    this.labels = new Labels(settings.platform());
    Images images = new Images(engine, settings.platform(), settings.tmp(), labels.carrier());
    this.door = new ImageDoor(engine, images, Labels.PLATFORM, Labels.APP);
  }

  /** The image of an archive that {@code docker save} wrote; the archive stays. */
  BuildResult load(Sent sent, BuildLines lines, BuildStop stop) throws BuildFault, IOException {
    lines.say("-----> Loading the image");
    Path folder = Objects.requireNonNull(sent.archive().toAbsolutePath().getParent());
    Path engineFolder = DiskReserve.written(engine);
    DiskReserve both = DiskReserve.of(settings, engineFolder, folder);
    DiskReserve its = DiskReserve.of(settings, engineFolder);
    return result(
        sent.procfile(),
        lines::say,
        () ->
            door.load(
                new ImageDoor.Arrival(
                    sent.archive(),
                    sent.limits().imageBytes(),
                    bytes -> {
                      goOn(lines, stop);
                      DiskSpace.requireRoom(both, bytes);
                    },
                    bytes -> DiskSpace.requireRoom(its, bytes)),
                labels.image(sent.app()),
                stop,
                lines::touch));
  }

  /** It lives; whoever stopped it knows why, so that this is only the way out. */
  private static void goOn(BuildLines lines, BuildStop stop) throws BuildFault {
    lines.touch();
    if (stop.stopped()) {
      throw new BuildFault("image", "It was stopped.", "");
    }
  }

  /**
   * An image that the engine has by this name or digest: one of the same app, or with {@code
   * anybodys} one that is no app's.
   */
  BuildResult adopt(
      AppKey app,
      String reference,
      boolean anybodys,
      String procfile,
      BuildLimits limits,
      BuildOutput output) {
    output.line("-----> Using the image " + reference);
    try {
      return result(
          procfile,
          output,
          () -> door.adopt(reference, limits.imageBytes(), labels.image(app), anybodys));
    } catch (BuildFault e) {
      return new BuildResult.Failed(e.phase(), e.reason(), e.advice());
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  private interface Step {
    InspectImageResponse run() throws BuildFault, IOException;
  }

  private static BuildResult result(String procfile, BuildOutput output, Step step)
      throws BuildFault, IOException {
    Procfile parsed = Procfile.parse(procfile.getBytes(StandardCharsets.UTF_8));
    InspectImageResponse image = step.run();
    Map<String, String> processes = processes(image, parsed);
    output.line("-----> Process types: " + String.join(", ", processes.keySet()));
    return new BuildResult.Built(
        Objects.requireNonNull(image.getId()), LAUNCHER, processes, "Image", List.of(), "");
  }

  private static Map<String, String> processes(InspectImageResponse image, Procfile procfile) {
    Map<String, String> processes = new LinkedHashMap<>(procfile.processes());
    var config = Objects.requireNonNull(image.getConfig());
    if (config.getCmd() != null || config.getEntrypoint() != null) {
      processes.putIfAbsent("web", "");
    }
    return processes;
  }
}
