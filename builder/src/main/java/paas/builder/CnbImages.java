package paas.builder;

import com.github.dockerjava.api.command.InspectImageResponse;
import com.github.dockerjava.api.exception.NotFoundException;
import java.util.Arrays;
import java.util.List;
import java.util.Optional;
import java.util.regex.Pattern;
import paas.builder.fault.BuildFault;
import paas.runner.engine.Engine;

/**
 * The builder and run images on this engine. An app may name them in its project.toml, so that
 * names of other apps' images, and bare ids, are refused.
 */
final class CnbImages {
  private static final Pattern NAME =
      Pattern.compile("[a-z0-9][a-z0-9._:/-]{0,254}(?:@sha256:[0-9a-f]{64})?");
  private static final Pattern ID = Pattern.compile("(?:sha256:)?[0-9a-f]{4,64}");

  private final Engine engine;

  CnbImages(Engine engine) {
    this.engine = engine;
  }

  InspectImageResponse builder(String name) throws BuildFault {
    return find(name)
        .orElseThrow(() ->
            new BuildFault(
                "prepare",
                "The builder image " + name + " is not on this server.",
                "Put it there (docker pull " + name + "), then push again."));
  }

  /** The first that is there. */
  InspectImageResponse runImage(List<String> names) throws BuildFault {
    for (String name : names) {
      Optional<InspectImageResponse> found = find(name);
      if (found.isPresent()) {
        return found.get();
      }
    }
    throw new BuildFault(
        "prepare",
        names.isEmpty()
            ? "The builder names no run image."
            : "None of the builder's run images is on this server: " + String.join(", ", names),
        "Put one there (docker pull), then push again.");
  }

  private Optional<InspectImageResponse> find(String name) throws BuildFault {
    boolean anApps = Arrays.stream(name.split("/", -1)).anyMatch(part -> part.startsWith("paas-"));
    if (!NAME.matcher(name).matches() || ID.matcher(name).matches() || anApps) {
      throw new BuildFault(
          "prepare",
          "'" + name + "' is not the name of a public image.",
          "Name the image of a builder, such as registry/name:tag.");
    }
    try {
      return Optional.of(engine.client().inspectImageCmd(name).exec());
    } catch (NotFoundException e) {
      return Optional.empty();
    }
  }
}
