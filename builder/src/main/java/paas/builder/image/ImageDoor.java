package paas.builder.image;

import com.github.dockerjava.api.command.InspectImageResponse;
import com.github.dockerjava.api.exception.NotFoundException;
import java.io.BufferedInputStream;
import java.io.IOException;
import java.io.InputStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;
import paas.builder.fault.BuildFault;
import paas.builder.fetch.Stop;
import paas.runner.engine.Engine;

/** Lets images that no build of ours made become an app's. Thread-safe. */
public final class ImageDoor {
  private final Engine engine;
  private final Images images;
  private final String platformLabel;
  private final String appLabel;

  /** With the names of the labels that say whose an image is. */
  public ImageDoor(Engine engine, Images images, String platformLabel, String appLabel) {
    this.engine = engine;
    this.images = images;
    this.platformLabel = platformLabel;
    this.appLabel = appLabel;
  }

  /**
   * An image that comes in an archive. It is written beside the archive once more, for which {@code
   * room} is asked, and the engine keeps what it is sent until it has unpacked it, for which {@code
   * engineRoom} is.
   *
   * @param most bytes of all layers, unpacked
   */
  public record Arrival(Path archive, long most, Room room, Room engineRoom) {}

  /**
   * Takes the image of an archive; {@code labels} say whose it becomes. {@code moves} is run
   * whenever a piece of it has been sent.
   */
  public InspectImageResponse load(
      Arrival arrival, Map<String, String> labels, Stop stop, Runnable moves)
      throws BuildFault, IOException {
    Path archive = arrival.archive();
    String tag = images.newName() + ":latest";
    Path rewritten = Files.createTempFile(archive.toAbsolutePath().getParent(), "image-", ".tar");
    boolean kept = false;
    try {
      List<String> diffIds =
          new ForeignImage(archive, arrival.most(), arrival.room())
              .rewrite(rewritten, tag, architecture(), labels);
      arrival.engineRoom().require(2 * Files.size(rewritten));
      try (InputStream in = new BufferedInputStream(Files.newInputStream(rewritten), 1 << 16)) {
        ImageWriter.send(engine, new StoppableInput(in, stop, moves), stop);
      }
      InspectImageResponse image = engine.client().inspectImageCmd(tag).exec();
      if (!StackImage.layersOf(image).equals(diffIds)) {
        throw new IOException("The engine made an image of other layers than it was sent");
      }
      bound(image, arrival.most());
      kept = true;
      return image;
    } finally {
      Files.deleteIfExists(rewritten);
      if (!kept) {
        images.removeName(tag);
      }
    }
  }

  /**
   * An image that the engine has: one of the same app, or with {@code anybodys} one that is no
   * app's. All others are as if they were not there.
   */
  public InspectImageResponse adopt(
      String reference, long most, Map<String, String> labels, boolean anybodys) throws BuildFault {
    InspectImageResponse image =
        find(reference)
            .filter(found -> may(labelsOf(found), labels, anybodys))
            .orElseThrow(() ->
                new BuildFault(
                    "image",
                    "There is no image '" + reference + "' here that this app may run.",
                    "Send it: docker save "
                        + reference
                        + " | paas deploy --image - ; an admin may name any that is no app's."));
    bound(image, most);
    engine
        .client()
        .tagImageCmd(Objects.requireNonNull(image.getId()), images.newName(), "latest")
        .exec();
    return image;
  }

  private boolean may(Map<String, String> found, Map<String, String> own, boolean anybodys) {
    boolean anApps = found.containsKey(appLabel) || found.containsKey(platformLabel);
    return anApps ? same(found, own, appLabel) && same(found, own, platformLabel) : anybodys;
  }

  private static boolean same(Map<String, String> found, Map<String, String> own, String label) {
    return Objects.equals(found.get(label), own.get(label));
  }

  private static Map<String, String> labelsOf(InspectImageResponse image) {
    return Optional.ofNullable(image.getConfig())
        .flatMap(config -> Optional.ofNullable(config.getLabels()))
        .orElse(Map.of());
  }

  private Optional<InspectImageResponse> find(String reference) {
    try {
      return Optional.of(engine.client().inspectImageCmd(reference).exec());
    } catch (NotFoundException e) {
      return Optional.empty();
    }
  }

  private String architecture() {
    return Objects.requireNonNull(engine.client().versionCmd().exec().getArch());
  }

  private static void bound(InspectImageResponse image, long most) throws BuildFault {
    long size = Optional.ofNullable(image.getSize()).orElse(0L);
    if (size > most) {
      throw new BuildFault(
          "image",
          "The image is " + (size >> 20) + " MB, over the limit of " + (most >> 20) + " MB.",
          "Use a smaller base image or a multi-stage Dockerfile.");
    }
  }
}
