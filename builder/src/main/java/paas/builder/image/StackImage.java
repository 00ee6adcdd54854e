package paas.builder.image;

import com.github.dockerjava.api.command.InspectImageResponse;
import com.github.dockerjava.api.exception.NotFoundException;
import java.util.Arrays;
import java.util.List;
import java.util.Objects;
import java.util.Optional;
import paas.builder.fault.BuildFault;
import paas.runner.engine.Engine;

/**
 * The image that buildpack apps are built in and stand on: its digest, its layers, and what its
 * config passes on.
 */
public record StackImage(
    String id, List<String> layers, List<String> env, String user, String architecture, String os) {

  /** The folder of an app in its image. */
  public static final String HOME = "app";

  /** The uid and gid that build and run an app: nobody on the host (see the stack's Dockerfile). */
  public static final int UID = 47113;

  /** Copies what it is given. */
  public StackImage {
    layers = List.copyOf(layers);
    env = List.copyOf(env);
  }

  /** Asks the engine; a fault where the stack image is not there. */
  public static StackImage inspect(Engine engine, String id) throws BuildFault {
    try {
      InspectImageResponse image = engine.client().inspectImageCmd(id).exec();
      var config = Objects.requireNonNull(image.getConfig());
      return new StackImage(
          Objects.requireNonNull(image.getId()),
          layersOf(image),
          Optional.ofNullable(config.getEnv()).map(Arrays::asList).orElse(List.of()),
          Objects.requireNonNullElse(config.getUser(), ""),
          Objects.requireNonNullElse(image.getArch(), "amd64"),
          Objects.requireNonNullElse(image.getOs(), "linux"));
    } catch (NotFoundException e) {
      throw new BuildFault(
          "prepare",
          "The stack image " + id + " is not on this machine.",
          "Run bin/up, which makes it.",
          e);
    }
  }

  /** The diff ids of an image's layers, the lowest first. */
  public static List<String> layersOf(InspectImageResponse image) {
    var rootfs = image.getRootFS();
    return rootfs == null || rootfs.getLayers() == null ? List.of() : rootfs.getLayers();
  }
}
