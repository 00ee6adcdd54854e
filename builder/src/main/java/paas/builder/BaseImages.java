package paas.builder;

import com.github.dockerjava.api.command.InspectImageResponse;
import com.github.dockerjava.api.model.Version;
import java.io.IOException;
import java.net.UnknownHostException;
import java.util.Arrays;
import java.util.HashSet;
import java.util.Optional;
import java.util.Set;
import paas.builder.dockerfile.Base;
import paas.builder.dockerfile.Dockerfile;
import paas.builder.dockerfile.Registry;
import paas.builder.fault.BuildFault;
import paas.builder.fetch.CheckedNames;
import paas.builder.fetch.RefusedAddress;
import paas.runner.engine.Engine;

/**
 * The images that Dockerfiles start from, judged before the engine builds on them: an image's
 * ONBUILD instructions get the checks that a Dockerfile's own get, and a registry must not be one
 * of the platform's own network. The engine then builds on what was judged, since it takes an image
 * that it has before it asks a registry.
 */
final class BaseImages {
  private final Engine engine;
  private final CheckedNames names;
  private final PulledImages images;

  BaseImages(Engine engine, CheckedNames names, PulledImages images) {
    this.engine = engine;
    this.names = names;
    this.images = images;
  }

  /** Judges, and keeps for the length of the build what was pulled for that. */
  Kept judge(BuildRun run, Dockerfile dockerfile) throws BuildFault, IOException {
    var kept = new Kept(new HashSet<>());
    boolean judged = false;
    try {
      registries(dockerfile);
      for (Base base : dockerfile.bases()) {
        kept.keep(ImageName.of(base.image()));
        judge(run, base, dockerfile.certainBases().contains(base));
      }
      judged = true;
      return kept;
    } finally {
      if (!judged) {
        kept.close();
      }
    }
  }

  /** The images that one build needs; closing it gives them back. */
  final class Kept implements AutoCloseable {
    private final Set<ImageName> needed;

    private Kept(Set<ImageName> needed) {
      this.needed = needed;
    }

    private void keep(ImageName image) {
      if (needed.add(image)) {
        images.need(image);
      }
    }

    @Override
    public void close() throws IOException {
      for (ImageName image : needed) {
        images.release(image);
      }
    }
  }

  private void judge(BuildRun run, Base base, boolean certain) throws BuildFault, IOException {
    run.stop().check();
    Optional<InspectImageResponse> found = fetched(run, base, certain);
    if (found.isPresent()) {
      ownPlatform(base, found.get());
      String[] triggers =
          Optional.ofNullable(found.get().getConfig())
              .flatMap(config -> Optional.ofNullable(config.getOnBuild()))
              .orElse(new String[0]);
      registries(Dockerfile.ofTriggers(base.image(), Arrays.asList(triggers)));
    }
  }

  /** Empty for what is no image: words of a here-document that look like an instruction. */
  private Optional<InspectImageResponse> fetched(BuildRun run, Base base, boolean certain)
      throws BuildFault, IOException {
    ImageName image = ImageName.of(base.image());
    Optional<InspectImageResponse> here = images.find(image);
    if (here.isPresent()) {
      return here;
    }
    try {
      return Optional.of(images.pull(image, run));
    } catch (BuildFault e) {
      if (certain || Registry.of(base.image()).isPresent()) {
        throw e;
      }
      return Optional.empty();
    }
  }

  /** For another machine's image the engine would ask the registry again, and take what it says. */
  private void ownPlatform(Base base, InspectImageResponse image) throws BuildFault {
    Version version = engine.client().versionCmd().exec();
    String own = version.getOperatingSystem() + "/" + version.getArch();
    String found = image.getOs() + "/" + image.getArch();
    String asked = base.platform().isEmpty() ? own : base.platform();
    if (!found.equals(own) || !asked.equals(own)) {
      throw new BuildFault(
          "Dockerfile",
          "The image "
              + base.image()
              + " is wanted for "
              + (asked.equals(own) ? found : asked)
              + ", and this server is "
              + own
              + ".",
          "Start from an image for " + own + ", and leave --platform out of FROM.");
    }
  }

  private void registries(Dockerfile dockerfile) throws BuildFault {
    for (String image : dockerfile.images()) {
      Optional<Registry> registry = Registry.of(image);
      if (registry.isPresent() && images.find(ImageName.of(image)).isEmpty()) {
        judge(image, registry.get());
      }
    }
  }

  private void judge(String image, Registry registry) throws BuildFault {
    try {
      names.resolve(registry.host(), registry.port());
    } catch (RefusedAddress e) {
      throw new BuildFault(
          "Dockerfile",
          "The image " + image + " cannot be fetched: " + e.getMessage() + ".",
          "Name an image of a public registry, or have the registry allowed.");
    } catch (UnknownHostException e) {
      throw PulledImages.absent(image + ": its registry " + registry.host() + " is unknown");
    }
  }
}
