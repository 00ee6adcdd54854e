package paas.builder;

import com.github.dockerjava.api.model.Bind;
import com.github.dockerjava.api.model.Capability;
import com.github.dockerjava.api.model.HostConfig;
import com.github.dockerjava.api.model.LogConfig;
import com.github.dockerjava.api.model.Volume;
import java.util.ArrayList;
import java.util.List;
import java.util.Objects;
import paas.builder.cnb.BuilderImage;
import paas.runner.engine.Engine;

/**
 * The container in which a builder image's lifecycle runs all its phases. It has no Docker socket
 * and no registry: the lifecycle reads the run image from a folder and leaves the app's image in
 * another. Its user is the builder's, never root, and without capabilities. Its own files stay
 * writable, as buildpacks expect of their home.
 */
final class CnbContainer {
  /** What the app's image is called inside of the container, and the path of its layout. */
  static final String APP_IMAGE = "paas/app:latest";

  static final String APP_LAYOUT = "index.docker.io/paas/app/latest";

  /** The same of the run image. */
  static final String RUN_IMAGE = "paas/run:latest";

  static final String RUN_LAYOUT = "index.docker.io/paas/run/latest";

  private CnbContainer() {}

  static BuildContainer create(
      Engine engine, BuilderImage builder, BuildRun run, Labels labels, Setting setting) {
    BuildRequest request = run.request();
    String cache = cacheVolume(labels, run.app());
    engine.client().createVolumeCmd().withName(cache).withLabels(labels.cache(run.app())).exec();
    String id =
        engine
            .client()
            .createContainerCmd(builder.id())
            .withName("paas-" + labels.platform() + "-build-" + request.buildId())
            .withLabels(labels.build(request.app(), request.buildId()))
            .withEntrypoint("/cnb/lifecycle/creator")
            .withCmd(arguments(setting))
            .withUser(builder.uid() + ":" + builder.gid())
            .withWorkingDir("/" + CnbInput.LAYERS)
            .withEnv(environment(builder, setting))
            .withHostConfig(bounds(run.limits(), setting.network(), cache))
            .withStdinOpen(true)
            .withStdInOnce(true)
            .withAttachStdin(true)
            .withAttachStdout(true)
            .withAttachStderr(true)
            .exec()
            .getId();
    return new BuildContainer(engine, run.stop(), id);
  }

  /** What differs from build to build. */
  record Setting(String network, boolean order, long createdSeconds) {}

  /** The name of the volume that keeps the layers that an app's buildpacks want cached. */
  static String cacheVolume(Labels labels, AppKey app) {
    return "paas-" + labels.platform() + "-cnb-cache-" + app.id();
  }

  private static List<String> arguments(Setting setting) {
    List<String> arguments =
        new ArrayList<>(
            List.of(
                "-app=/" + CnbInput.APP,
                "-layers=/" + CnbInput.LAYERS,
                "-platform=/" + CnbInput.PLATFORM,
                "-cache-dir=/" + CnbInput.CACHE,
                "-run-image=" + RUN_IMAGE,
                "-no-color"));
    if (setting.order()) {
      arguments.add("-order=/" + CnbInput.ORDER);
    }
    arguments.add(APP_IMAGE);
    return arguments;
  }

  private static List<String> environment(BuilderImage builder, Setting setting) {
    return List.of(
        "CNB_PLATFORM_API=" + builder.platformApi(),
        "CNB_USE_LAYOUT=true",
        "CNB_LAYOUT_DIR=/" + CnbInput.LAYOUT,
        // The lifecycle calls layouts experimental, and refuses them unless told so.
        "CNB_EXPERIMENTAL_MODE=quiet",
        "SOURCE_DATE_EPOCH=" + setting.createdSeconds());
  }

  private static HostConfig bounds(BuildLimits limits, String network, String cache) {
    // The engine refuses more than the machine has, and this is that machine.
    double cpus = Math.min(limits.cpus(), Runtime.getRuntime().availableProcessors());
    return Objects.requireNonNull(HostConfig.newHostConfig())
        .withMemory(limits.memoryBytes())
        .withMemorySwap(limits.memoryBytes())
        .withNanoCPUs((long) (cpus * 1e9))
        .withPidsLimit((long) limits.pids())
        .withCapDrop(Capability.ALL)
        .withSecurityOpts(List.of("no-new-privileges"))
        .withInit(true)
        .withNetworkMode(network)
        .withLogConfig(new LogConfig(LogConfig.LoggingType.NONE))
        .withBinds(new Bind(cache, new Volume("/" + CnbInput.CACHE)));
  }
}
