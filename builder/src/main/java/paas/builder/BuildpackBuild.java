package paas.builder;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.security.SecureRandom;
import java.time.Instant;
import java.time.InstantSource;
import java.util.ArrayList;
import java.util.HexFormat;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import paas.builder.buildpack.Buildpack;
import paas.builder.buildpack.Buildpacks;
import paas.builder.buildpack.BuiltIns;
import paas.builder.buildpack.Workplace;
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
 * A build by classic buildpacks: one run of a hardened container, then an image from what it left.
 */
final class BuildpackBuild {
  private static final List<String> LAUNCHER = List.of("/usr/local/bin/launch");

  private static final String STACK = "STACK";

  /** The Heroku stack that ours is nearest to: published buildpacks know only those. */
  private static final String HEROKU_STACK = "heroku-24";

  private final Engine engine;
  private final Labels labels;
  private final Images images;
  private final BuildCache cache;
  private final BuildNetwork network;
  private final BuilderSettings settings;
  private final Buildpacks buildpacks;
  private final Runtimes runtimes;
  private final Removals removals;
  private final SecureRandom random = new SecureRandom();

  BuildpackBuild(
      Engine engine,
      Labels labels,
      Images images,
      BuildCache cache,
      BuildNetwork network,
      BuilderSettings settings,
      Removals removals,
      InstantSource clock) {
    this.engine = engine;
    this.labels = labels;
    this.images = images;
    this.cache = cache;
    this.network = network;
    this.settings = settings;
    this.removals = removals;
    this.buildpacks =
        new Buildpacks(new BuiltIns(settings.buildpacks()), settings.copies(), settings.names());
    this.runtimes = new Runtimes(engine, labels, network, settings.environment(), clock);
  }

  /** {@code named} are the buildpacks that the app wants; with none, a built-in one is found. */
  BuildResult.Built build(
      BuildRun run,
      Source source,
      List<String> named,
      BuildPaths paths,
      Optional<Procfile> procfile)
      throws BuildFault, IOException {
    StackImage stack = StackImage.inspect(engine, settings.stackImage());
    boolean all = !named.isEmpty();
    List<Buildpack> packs = all ? resolve(run, source, named) : buildpacks.builtIn();
    var orders = orders(all, stack, images.kept(run.app().id(), stack));
    var input =
        new BuildInput(
            orders,
            packs,
            run.request().config(),
            source,
            paths.usualProcfile() ? Optional.empty() : source.small(paths.procfile()),
            settings.environment());
    var container = BuildContainer.create(engine, stack, run, labels, place(run));
    try (var held = removals.hold(container)) {
      var control = new BuildControl(run, runtimes, stack, orders, packs, container::kill);
      var exit = container.run(input::writeTo, new LineSplitter(control::line));
      control.check();
      new BuildpackFaults(run, source, buildpacks.signs(), control.current()).check(exit);
      var result = new BuildpackResult(container, run, packs, orders.kept());
      return held.done(image(run, source, procfile, stack, result));
    }
  }

  private List<Buildpack> resolve(BuildRun run, Source source, List<String> named)
      throws BuildFault, IOException {
    List<Buildpack> packs =
        buildpacks.resolve(named, source, new Workplace(run.folder(), run.lines(), run.stop()));
    if (packs.size() > 1) {
      run.lines().say("-----> Using buildpacks:");
      for (int i = 0; i < packs.size(); i++) {
        run.lines().say("       " + (i + 1) + ". " + packs.get(i).name());
      }
    }
    return packs;
  }

  private BuildOrders orders(boolean all, StackImage stack, Optional<String> kept) {
    byte[] nonce = new byte[16];
    random.nextBytes(nonce);
    return new BuildOrders(
        HexFormat.of().formatHex(nonce),
        all,
        runtimes.generation(),
        stack.id(),
        settings.environment().variables().getOrDefault(STACK, HEROKU_STACK),
        kept);
  }

  private BuildContainer.Place place(BuildRun run) throws BuildFault {
    return new BuildContainer.Place(
        "",
        network.ensure(),
        List.of(cache.bind(run.app()), runtimes.bind()),
        settings.environment().variables());
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
        result.used(),
        "%,d MB, by the build's container".formatted(run.limits().memoryBytes() >> 20));
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
    if (count > 0 && result.leavesOut(fingerprint)) {
      throw new BuildFault(
          "image", "The layers of the app's last build went away during this one.", "Push again.");
    }
    List<Layer> fresh = new ArrayList<>();
    for (String line : result.fingerprints()) {
      result.kind(line.substring(0, line.indexOf(' '))).ifPresent(fresh::add);
    }
    return fresh;
  }

  private static Map<String, String> processes(
      BuildRun run, BuildpackResult result, Optional<Procfile> procfile) throws BuildFault {
    var types =
        new ProcessTypes(
            result.language(),
            result.defaultProcesses(),
            procfile.map(Procfile::processes).orElse(Map.of()));
    types.account().forEach(run.lines()::say);
    return types.all();
  }

  private static String fingerprint(StackImage stack, List<String> kinds) {
    var digest = LayerWriter.sha256();
    digest.update((stack.id() + "\n" + String.join("\n", kinds)).getBytes(StandardCharsets.UTF_8));
    return HexFormat.of().formatHex(digest.digest());
  }
}
