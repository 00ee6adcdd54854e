package paas.builder;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;

import com.github.dockerjava.api.command.CreateContainerCmd;
import com.github.dockerjava.api.exception.NotFoundException;
import com.github.dockerjava.api.model.AccessMode;
import com.github.dockerjava.api.model.Bind;
import com.github.dockerjava.api.model.HostConfig;
import com.github.dockerjava.api.model.Image;
import com.github.dockerjava.api.model.Volume;
import com.github.dockerjava.transport.DockerHttpClient.Request;
import com.github.dockerjava.transport.DockerHttpClient.Response;
import java.io.ByteArrayInputStream;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.InstantSource;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.Collections;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.UUID;
import java.util.concurrent.ThreadLocalRandom;
import org.eclipse.jgit.util.FileUtils;
import paas.builder.fetch.CheckedNames;
import paas.runner.engine.Engine;
import paas.runner.engine.FrameReader;

/**
 * A builder of a platform of its own on the real engine; closing it removes all that it made there.
 */
final class TestPlatform implements AutoCloseable {
  /**
   * Compiles the folders of /apps one after the other; each answer begins with a control character.
   */
  private static final String COMPILE_EACH =
      """
      cp -r /apps /tmp/ && mkdir /tmp/env && cd "/buildpacks/$0" || exit
      for app in $(ls /tmp/apps | sort -n); do
        printf '\001'
        bash bin/compile "/tmp/apps/$app" "/tmp/cache-$app" /tmp/env </dev/null 2>&1 && echo "Not refused"
      done
      """;

  final Engine engine = new Engine(Path.of("/var/run/docker.sock"));
  final String id = String.format("%08x", ThreadLocalRandom.current().nextInt());
  final Path tmp;
  final Builder builder;

  /** Of the last build; there may be hundreds of thousands of lines. */
  final List<String> output = Collections.synchronizedList(new ArrayList<>());

  private final EngineTurn turn;

  TestPlatform() throws IOException {
    this(1);
  }

  TestPlatform(int concurrent) throws IOException {
    this.tmp = Files.createTempDirectory("paas-builder-test-");
    this.builder = new Builder(engine, settings(concurrent, 1L << 20), InstantSource.system());
    this.turn = EngineTurn.shared();
  }

  /** A platform with other built-in buildpacks, hosts that may be fetched from, and settings. */
  TestPlatform(Path buildpacks, BuildEnvironment environment, InstantSource clock)
      throws IOException {
    this.tmp = Files.createTempDirectory("paas-builder-test-");
    var settings =
        new BuilderSettings(
            id,
            stack(),
            tmp,
            buildpacks,
            tmp.resolve("copies"),
            CheckedNames.allowing("127.0.0.1"),
            environment,
            2,
            1L << 20);
    this.builder = new Builder(engine, settings, clock);
    this.turn = EngineTurn.shared();
  }

  static Path buildpacks() {
    return Path.of("..", "buildpacks").toAbsolutePath().normalize();
  }

  BuilderSettings settings(int concurrent, long minimumFree) {
    return new BuilderSettings(
        id,
        stack(),
        tmp,
        buildpacks(),
        tmp.resolve("copies"),
        CheckedNames.allowing(""),
        BuildEnvironment.NONE,
        concurrent,
        minimumFree);
  }

  static AppKey app() {
    return new AppKey(UUID.randomUUID().toString(), "shop");
  }

  BuildRequest request(
      AppKey app, SourceTree tree, Map<String, String> config, BuildLimits limits) {
    return new BuildRequest(
        UUID.randomUUID().toString(),
        app,
        tree,
        BuildSettings.AUTOMATIC,
        config,
        "0".repeat(40),
        limits);
  }

  /** A build by these buildpacks. */
  BuildResult build(AppKey app, SourceTree tree, List<String> buildpacks) {
    return build(app, tree, buildpacks, Map.of(), BuildLimits.defaults());
  }

  BuildResult build(
      AppKey app,
      SourceTree tree,
      List<String> buildpacks,
      Map<String, String> config,
      BuildLimits limits) {
    return build(
        new BuildRequest(
            UUID.randomUUID().toString(),
            app,
            tree,
            new BuildSettings(new BuildSettings.Choice.Automatic(), buildpacks, "", "", "", ""),
            config,
            "0".repeat(40),
            limits));
  }

  BuildRequest request(
      AppKey app, SourceTree tree, BuildSettings settings, Map<String, String> config) {
    return new BuildRequest(
        UUID.randomUUID().toString(),
        app,
        tree,
        settings,
        config,
        "0".repeat(40),
        BuildLimits.defaults());
  }

  BuildResult build(AppKey app, SourceTree tree) {
    return build(request(app, tree, Map.of(), BuildLimits.defaults()));
  }

  BuildResult build(BuildRequest request) {
    output.clear();
    return builder.build(request, output::add);
  }

  BuildResult.Built built(AppKey app, SourceTree tree) {
    return built(build(app, tree));
  }

  BuildResult.Built built(BuildResult result) {
    if (result instanceof BuildResult.Built built) {
      return built;
    }
    throw new AssertionError("Not built: " + result + "\n" + shown());
  }

  BuildResult.Failed failed(BuildResult result) {
    if (result instanceof BuildResult.Failed failed) {
      return failed;
    }
    throw new AssertionError("Did not fail: " + result + "\n" + shown());
  }

  String shown() {
    return String.join("\n", output);
  }

  /** Runs a command of an image as an instance would, and returns what it printed. */
  String run(BuildResult.Built built, String command) throws IOException {
    return output(container(built).withEntrypoint(built.launcher()).withCmd(command));
  }

  /** Runs what an image's own ENTRYPOINT and CMD say. */
  String runOwnCommand(BuildResult.Built built) throws IOException {
    return output(container(built));
  }

  /**
   * What a built-in buildpack says of apps that it refuses, in their order: all in one container,
   * which reaches no network. That a build fails with it is for another test.
   */
  List<String> refusals(String buildpack, List<Tree> apps) throws IOException {
    Tree all = Tree.empty();
    for (int i = 0; i < apps.size(); i++) {
      all.folder("apps/" + i, apps.get(i));
    }
    var tar = new ByteArrayOutputStream();
    all.writeTar(tar);
    var create =
        engine
            .client()
            .createContainerCmd(stack())
            .withLabels(new Labels(id).carrier())
            .withEntrypoint("bash", "-c", COMPILE_EACH)
            .withCmd(buildpack)
            .withHostConfig(
                Objects.requireNonNull(HostConfig.newHostConfig())
                    .withInit(true)
                    .withNetworkMode("none")
                    .withBinds(
                        new Bind(
                            buildpacks().toString(), new Volume("/buildpacks"), AccessMode.ro)));
    List<String> said = List.of(output(create, tar.toByteArray()).split("\001", -1));
    assertEquals(apps.size() + 1, said.size(), said.toString());
    for (String each : said) {
      assertFalse(each.contains("Not refused"), each);
    }
    return said.subList(1, said.size());
  }

  private CreateContainerCmd container(BuildResult.Built built) {
    return engine
        .client()
        .createContainerCmd(built.image())
        .withLabels(new Labels(id).carrier())
        .withEnv("PORT=5000")
        .withHostConfig(Objects.requireNonNull(HostConfig.newHostConfig()).withInit(true));
  }

  private String output(CreateContainerCmd create) throws IOException {
    return output(create, new byte[0]);
  }

  /** With the files of this tar, if there are any, in its root. */
  private String output(CreateContainerCmd create, byte[] tar) throws IOException {
    String container = create.exec().getId();
    var text = new ByteArrayOutputStream();
    Request attach =
        Request.builder()
            .method(Request.Method.POST)
            .path("/containers/" + container + "/attach?stream=1&stdout=1&stderr=1")
            .build();
    try (var attached = engine.hijack(attach)) {
      if (tar.length > 0) {
        engine
            .client()
            .copyArchiveToContainerCmd(container)
            .withRemotePath("/")
            .withTarInputStream(new ByteArrayInputStream(tar))
            .exec();
      }
      engine.client().startContainerCmd(container).exec();
      FrameReader.frames(attached.output(), (stream, bytes) -> text.write(bytes));
    } finally {
      engine.client().removeContainerCmd(container).withForce(true).exec();
    }
    return text.toString(StandardCharsets.UTF_8);
  }

  List<String> layers(BuildResult.Built built) {
    var rootfs =
        Objects.requireNonNull(engine.client().inspectImageCmd(built.image()).exec().getRootFS());
    return Objects.requireNonNull(rootfs.getLayers());
  }

  /** Everything an image says of itself, and every byte of its app's folder. */
  String inside(BuildResult.Built built) throws IOException {
    String container =
        engine
            .client()
            .createContainerCmd(built.image())
            .withLabels(new Labels(id).carrier())
            .withCmd("x")
            .exec()
            .getId();
    try {
      return raw("/images/" + built.image() + "/json")
          + raw("/images/" + built.image() + "/history")
          + raw("/containers/" + container + "/archive?path=/app");
    } finally {
      engine.client().removeContainerCmd(container).withForce(true).exec();
    }
  }

  private String raw(String path) throws IOException {
    try (Response response =
        engine.http().execute(Request.builder().method(Request.Method.GET).path(path).build())) {
      return new String(response.getBody().readAllBytes(), StandardCharsets.ISO_8859_1);
    }
  }

  long buildContainers() {
    return containers(new Labels(id).carrier());
  }

  /** Those of one app; of another's build that is done, one may be going still. */
  long buildContainers(AppKey app) {
    return containers(Map.of(Labels.PLATFORM, id, Labels.APP, app.id()));
  }

  private long containers(Map<String, String> labels) {
    return engine
        .client()
        .listContainersCmd()
        .withShowAll(true)
        .withLabelFilter(labels)
        .exec()
        .size();
  }

  /** The names of its images, sorted: the engine's order is that of the day. */
  List<String> images() {
    return engine.client().listImagesCmd().exec().stream()
        .map(Image::getRepoTags)
        .filter(Objects::nonNull)
        .flatMap(Arrays::stream)
        .filter(tag -> tag.startsWith("paas-" + id + "/"))
        .sorted()
        .toList();
  }

  @Override
  public void close() throws IOException {
    try (turn) {
      removeAll();
    }
  }

  private void removeAll() throws IOException {
    builder.close();
    builder.removeLeftovers();
    images().forEach(tag -> engine.client().removeImageCmd(tag).withForce(true).exec());
    var volumes =
        engine.client().listVolumesCmd().withFilter("label", List.of("paas.platform=" + id)).exec();
    volumes
        .getVolumes()
        .forEach(volume -> engine.client().removeVolumeCmd(volume.getName()).exec());
    try {
      engine.client().removeNetworkCmd("paas-" + id + "-build").exec();
    } catch (NotFoundException e) {
      // No build needed it.
    }
    engine.close();
    FileUtils.delete(tmp.toFile(), FileUtils.RECURSIVE);
  }

  private String stack() {
    try {
      return Objects.requireNonNull(
          engine.client().inspectImageCmd("paas/stack:debian13").exec().getId());
    } catch (NotFoundException e) {
      throw new AssertionError("There is no stack image: run bin/lib/stack.sh (bin/test does)", e);
    }
  }
}
