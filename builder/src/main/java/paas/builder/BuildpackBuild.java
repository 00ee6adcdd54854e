package paas.builder;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.time.Instant;
import java.util.ArrayList;
import java.util.HexFormat;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import paas.builder.fault.BuildFault;
import paas.builder.image.ImageSpec;
import paas.builder.image.Images;
import paas.builder.image.Layer;
import paas.builder.image.LayerWriter;
import paas.builder.image.StackImage;
import paas.builder.output.LineSplitter;
import paas.builder.source.Procfile;
import paas.builder.source.Source;
import paas.runner.engine.Engine;

/**
 * A build by the built-in buildpacks: one run of a hardened container, then an image from what it
 * left.
 */
final class BuildpackBuild {
  private static final List<String> LAUNCHER = List.of("/usr/local/bin/launch");

  private final Engine engine;
  private final Labels labels;
  private final Images images;
  private final BuildNetwork network;
  private final BuilderSettings settings;

  BuildpackBuild(
      Engine engine, Labels labels, Images images, BuildNetwork network, BuilderSettings settings) {
    this.engine = engine;
    this.labels = labels;
    this.images = images;
    this.network = network;
    this.settings = settings;
  }

  BuildResult.Built build(BuildRun run, Source source, Optional<Procfile> procfile)
      throws BuildFault, IOException {
    StackImage stack = StackImage.inspect(engine, settings.stackImage());
    var input =
        new BuildInput(Buildpack.builtIn(settings.buildpacks()), run.request().config(), source);
    try (var container = BuildContainer.create(engine, stack, run, labels, network.ensure())) {
      var exit = container.run(input::writeTo, new LineSplitter(run.lines()::line));
      BuildpackFaults.check(exit, run, source);
      return image(run, source, procfile, stack, new BuildpackResult(container, run));
    }
  }

  private BuildResult.Built image(
      BuildRun run,
      Source source,
      Optional<Procfile> procfile,
      StackImage stack,
      BuildpackResult result)
      throws BuildFault, IOException {
    Instant created =
        source.newest().isAfter(BuildpackResult.FIXED) ? source.newest() : BuildpackResult.FIXED;
    Optional<Layer.New> app = result.app(created);
    Map<String, String> processes = processes(run, result, procfile);
    String fingerprint = fingerprint(stack, result.fingerprints());
    run.lines().say("-----> Writing the image");
    List<Layer> layers = below(run, stack, result, fingerprint);
    app.ifPresent(layers::add);
    var image =
        images.write(new ImageSpec(stack, layers, created, LAUNCHER, labels.image(run.app())));
    if (run.stop().stopped() && image.fresh()) {
      images.remove(image.digest());
    }
    run.stop().check();
    images.keep(run.app().id(), fingerprint, image.digest());
    return new BuildResult.Built(
        image.digest(),
        LAUNCHER,
        processes,
        result.language(),
        List.of(new UsedBuildpack(result.name(), versionOf(result.name()))),
        "%,d MB, by the build's container".formatted(run.limits().memoryBytes() >> 20));
  }

  private String versionOf(String name) throws IOException {
    return new Buildpack(name, settings.buildpacks().resolve(name)).version();
  }

  /**
   * The layers under the app's: those of the last build when nothing in them has changed, else
   * taken out now.
   */
  private List<Layer> below(
      BuildRun run, StackImage stack, BuildpackResult result, String fingerprint)
      throws IOException, BuildFault {
    int count = result.fingerprints().size();
    if (count > 0 && images.fastWorks(stack)) {
      Optional<List<String>> kept =
          images
              .reusable(run.app().id(), fingerprint, stack)
              .filter(layers -> layers.size() >= count);
      if (kept.isPresent()) {
        return new ArrayList<>(
            kept.get().subList(0, count).stream().map(Layer.Known::new).toList());
      }
    }
    List<Layer> fresh = new ArrayList<>();
    for (String line : result.fingerprints()) {
      result.kind(line.substring(0, line.indexOf(' '))).ifPresent(fresh::add);
    }
    return fresh;
  }

  private static Map<String, String> processes(
      BuildRun run, BuildpackResult result, Optional<Procfile> procfile) {
    Map<String, String> processes = new LinkedHashMap<>(result.defaultProcesses());
    Map<String, String> declared = procfile.map(Procfile::processes).orElse(Map.of());
    run.lines().say("-----> Discovering process types");
    if (!declared.isEmpty()) {
      run.lines().say("       Procfile declares: " + String.join(", ", declared.keySet()));
    }
    processes.keySet().removeAll(declared.keySet());
    if (!processes.isEmpty()) {
      run.lines().say("       Default for " + result.language() + ": " + processes);
    }
    processes.putAll(declared);
    if (processes.isEmpty()) {
      run.lines().say(" !     None found: add a Procfile with a line such as  web: COMMAND");
    }
    return processes;
  }

  private static String fingerprint(StackImage stack, List<String> kinds) {
    var digest = LayerWriter.sha256();
    digest.update((stack.id() + "\n" + String.join("\n", kinds)).getBytes(StandardCharsets.UTF_8));
    return HexFormat.of().formatHex(digest.digest());
  }
}
