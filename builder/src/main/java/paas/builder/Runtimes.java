package paas.builder;

import com.github.dockerjava.api.model.AccessMode;
import com.github.dockerjava.api.model.Bind;
import com.github.dockerjava.api.model.HostConfig;
import com.github.dockerjava.api.model.Volume;
import java.io.IOException;
import java.time.Duration;
import java.time.InstantSource;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicBoolean;
import java.util.concurrent.locks.Lock;
import java.util.concurrent.locks.ReentrantLock;
import paas.builder.buildpack.Buildpack;
import paas.builder.fault.BuildFault;
import paas.builder.image.StackImage;
import paas.builder.output.LineSplitter;
import paas.runner.engine.Engine;

/**
 * Language runtimes that all apps share: each is made once, by its built-in buildpack in a
 * container of its own before any app's code runs, into a volume that builds see read-only.
 * Thread-safe.
 */
final class Runtimes {
  /** How long what was found for a range of versions is taken for the newest. */
  static final Duration FRESH = Duration.ofDays(7);

  private static final Volume PLACE = new Volume("/runtimes");

  private final Engine engine;
  private final Labels labels;
  private final BuildNetwork network;
  private final BuildEnvironment environment;
  private final InstantSource clock;
  private final RuntimeStock stock;
  private final Map<String, Lock> making = new ConcurrentHashMap<>();
  private final AtomicBoolean labelled = new AtomicBoolean();

  Runtimes(
      Engine engine,
      Labels labels,
      BuildNetwork network,
      BuildEnvironment environment,
      InstantSource clock) {
    this.engine = engine;
    this.labels = labels;
    this.network = network;
    this.environment = environment;
    this.clock = clock;
    this.stock = new RuntimeStock(engine, labels.platform());
  }

  /** The name of what is fresh now: a number that grows. */
  String generation() {
    return Long.toString(clock.instant().getEpochSecond() / FRESH.toSeconds());
  }

  /** How a build sees them. */
  Bind bind() {
    // The engine would make it too, without labels.
    if (labelled.compareAndSet(false, true)) {
      engine
          .client()
          .createVolumeCmd()
          .withName(stock.volume())
          .withLabels(labels.runtimes())
          .exec();
    }
    return new Bind(stock.volume(), PLACE, AccessMode.ro);
  }

  /**
   * Makes one, unless it is there; of two builds that want the same, one waits for the other. A
   * fault where it cannot be had, in the buildpack's own words.
   */
  void make(
      BuildRun run,
      StackImage stack,
      Buildpack buildpack,
      RuntimeRequest request,
      String generation)
      throws BuildFault, IOException {
    String entry = request.entry(buildpack.version(), stack.id());
    Lock lock = making.computeIfAbsent(entry, _ -> new ReentrantLock());
    hold(lock, run);
    try {
      run.lines()
          .say("       Making " + request.name() + " " + request.wanted() + " ready for all apps");
      ownVolume(stack);
      install(run, stack, new RuntimeInput(buildpack, entry, generation, request, environment));
    } finally {
      lock.unlock();
    }
  }

  /** Notes that a build uses one, so that it is not taken for one that nobody needs. */
  void used(StackImage stack, Buildpack buildpack, RuntimeRequest request, String generation) {
    stock.used(request.entry(buildpack.version(), stack.id()), generation, clock.instant());
  }

  /** The wait is for another build, so it does not count as silence of this one. */
  private static void hold(Lock lock, BuildRun run) throws IOException {
    try {
      while (!lock.tryLock(200, TimeUnit.MILLISECONDS)) {
        run.lines().touch();
        run.stop().check();
      }
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
      throw new IOException("Interrupted while another build makes a runtime", e);
    }
  }

  private void install(BuildRun run, StackImage stack, RuntimeInput input)
      throws BuildFault, IOException {
    var place =
        new BuildContainer.Place(
            "-runtime",
            network.ensure(),
            List.of(new Bind(stock.volume(), PLACE)),
            environment.variables());
    var output = new IndentedOutput(run.lines()::line);
    try (var container = BuildContainer.create(engine, stack, run, labels, place)) {
      var exit = container.run(input::writeTo, new LineSplitter(output::line));
      if (exit.code() != 0) {
        run.stop().check();
        throw failed(input, output, exit);
      }
    }
  }

  private static BuildFault failed(
      RuntimeInput input, IndentedOutput output, BuildContainer.Exit exit) {
    String said = output.complaint();
    return new BuildFault(
        "runtime",
        said.isEmpty()
            ? "%s %s could not be made ready (exit code %d)."
                .formatted(input.request().name(), input.request().wanted(), exit.code())
            : said,
        "Ask for a version that there is, or check that this server reaches where it comes from; then push again.");
  }

  /**
   * A fresh volume belongs to root; mounted where the stack image has a folder of the build user's,
   * it takes that one's owner. That is done by the engine when it creates the container, which is
   * never started, and only while the volume is empty.
   */
  private void ownVolume(StackImage stack) {
    String id =
        engine
            .client()
            .createContainerCmd(stack.id())
            .withLabels(labels.carrier())
            .withCmd("true")
            .withHostConfig(
                Objects.requireNonNull(HostConfig.newHostConfig())
                    .withBinds(new Bind(stock.volume(), new Volume("/cache"))))
            .exec()
            .getId();
    engine.client().removeContainerCmd(id).withForce(true).exec();
  }
}
