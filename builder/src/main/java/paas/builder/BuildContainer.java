package paas.builder;

import com.fasterxml.jackson.databind.ObjectMapper;
import com.github.dockerjava.api.command.CreateContainerCmd;
import com.github.dockerjava.api.exception.ConflictException;
import com.github.dockerjava.api.exception.NotFoundException;
import com.github.dockerjava.api.model.Bind;
import com.github.dockerjava.api.model.Capability;
import com.github.dockerjava.api.model.HostConfig;
import com.github.dockerjava.api.model.LogConfig;
import com.github.dockerjava.api.model.Volume;
import com.github.dockerjava.transport.DockerHttpClient.Request;
import com.github.dockerjava.transport.DockerHttpClient.Response;
import java.io.BufferedInputStream;
import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;
import java.net.URLEncoder;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;
import java.util.TreeMap;
import org.apache.commons.compress.archivers.tar.TarArchiveEntry;
import org.apache.commons.compress.archivers.tar.TarArchiveInputStream;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import paas.builder.image.StackImage;
import paas.builder.output.LineSplitter;
import paas.runner.engine.Engine;
import paas.runner.engine.FrameReader;
import paas.runner.engine.Hijacked;

/**
 * One hardened container that runs a build once: fed by stdin, read by attach, its result taken out
 * as archives.
 */
final class BuildContainer implements AutoCloseable {
  /**
   * Unpacks stdin, then runs the driver on what came; all output in one stream, so that lines keep
   * their order.
   */
  private static final String START =
      "umask 022; mkdir -p /tmp/build && tar -x --no-same-owner -f - -C / && exec bash /tmp/driver </dev/null";

  /** Where curl looks for its .curlrc, if the platform has one. */
  static final String CURL_HOME = "/tmp/curl";

  private static final Logger LOG = LoggerFactory.getLogger(BuildContainer.class);
  private static final ObjectMapper JSON = new ObjectMapper();

  private final Engine engine;
  private final BuildStop stop;
  private final String id;

  BuildContainer(Engine engine, BuildStop stop, String id) {
    this.engine = engine;
    this.stop = stop;
    this.id = id;
  }

  /** How the container ended; of one that ended well, nobody asks what the kernel did. */
  record Exit(int code, boolean outOfMemory) {}

  /** Feeds a container's stdin. */
  @FunctionalInterface
  interface Feeder {
    void writeTo(OutputStream stdin) throws IOException;
  }

  /** Takes one entry of an archive, read while the call lasts. */
  @FunctionalInterface
  interface Entries {
    void accept(TarArchiveEntry entry, InputStream content) throws IOException;
  }

  /**
   * What differs between the containers of a build: the end of its name, its network, volumes, and
   * variables that yield to none but those that say which build this is.
   */
  record Place(String suffix, String network, List<Bind> binds, Map<String, String> variables) {}

  static BuildContainer create(
      Engine engine, StackImage stack, BuildRun run, Labels labels, Place place) {
    BuildRequest request = run.request();
    CreateContainerCmd create =
        engine
            .client()
            .createContainerCmd(stack.id())
            .withName("paas-" + labels.platform() + "-build-" + request.buildId() + place.suffix())
            .withLabels(labels.build(request.app(), request.buildId()))
            .withEntrypoint("bash", "-c", START + " 2>&1")
            .withCmd()
            .withUser(StackImage.UID + ":" + StackImage.UID)
            .withWorkingDir("/tmp")
            .withEnv(environment(request, place.variables()))
            .withVolumes(new Volume("/app"), new Volume("/tmp"))
            .withHostConfig(bounds(request, place))
            .withStdinOpen(true)
            .withStdInOnce(true)
            .withAttachStdin(true)
            .withAttachStdout(true)
            .withAttachStderr(true);
    return new BuildContainer(engine, run.stop(), create.exec().getId());
  }

  /** Starts it, feeds it, passes its output on until it ends. */
  Exit run(Feeder feeder, LineSplitter output) throws IOException {
    try (Hijacked attached = engine.hijack(post("/attach?stream=1&stdin=1&stdout=1&stderr=1"))) {
      engine.client().startContainerCmd(id).exec();
      stop.onStop(this::kill);
      Thread feeding = Thread.ofVirtual().name("build-stdin").start(() -> feed(attached, feeder));
      FrameReader.frames(attached.output(), (stream, bytes) -> output.accept(bytes));
      output.finish();
      feeding.interrupt();
    }
    return exit();
  }

  /** Unpacks a tar into a folder of the container, which has not been started. */
  void put(String path, Path tar) throws IOException {
    String query = "/archive?path=" + URLEncoder.encode(path, StandardCharsets.UTF_8);
    try (InputStream body = new BufferedInputStream(Files.newInputStream(tar), 1 << 16);
        Response response =
            engine
                .http()
                .execute(
                    Request.builder()
                        .method(Request.Method.PUT)
                        .path("/containers/" + id + query)
                        .putHeader("Content-Type", "application/x-tar")
                        .body(body)
                        .build())) {
      if (response.getStatusCode() != 200) {
        String why = new String(response.getBody().readNBytes(4096), StandardCharsets.UTF_8);
        throw new IOException("The engine did not take a build's files: " + why);
      }
    }
  }

  /** Reads a path of the container, which may have ended, as a tar stream. */
  void archive(String path, Entries entries) throws IOException {
    String query = "/archive?path=" + URLEncoder.encode(path, StandardCharsets.UTF_8);
    Request get =
        Request.builder().method(Request.Method.GET).path("/containers/" + id + query).build();
    try (Response response = engine.http().execute(get)) {
      if (response.getStatusCode() != 200) {
        throw new IOException(
            "The engine has no " + path + " of the build: status " + response.getStatusCode());
      }
      var buffered = new BufferedInputStream(response.getBody(), 1 << 16);
      var tar = new TarArchiveInputStream(buffered, StandardCharsets.UTF_8.name());
      for (TarArchiveEntry entry = tar.getNextEntry(); entry != null; entry = tar.getNextEntry()) {
        entries.accept(entry, tar);
      }
    }
  }

  /** Removes it and its volumes, running or not; the cache volume stays, having a name. */
  @Override
  public void close() {
    try {
      engine.client().removeContainerCmd(id).withForce(true).withRemoveVolumes(true).exec();
    } catch (NotFoundException | ConflictException e) {
      // Gone already, or being removed by someone else.
    }
  }

  void kill() {
    try {
      engine.client().killContainerCmd(id).exec();
    } catch (NotFoundException | ConflictException e) {
      // It has ended by itself.
    }
  }

  private static void feed(Hijacked attached, Feeder feeder) {
    try (var _ = new StdinEnd(attached)) {
      feeder.writeTo(attached.stdin());
    } catch (IOException e) {
      LOG.debug("A build container ended, or its source could not be read, before all was sent", e);
    }
  }

  /** Whatever happens, the container must read an end of file, or it would wait for more. */
  private record StdinEnd(Hijacked attached) implements AutoCloseable {
    @Override
    public void close() throws IOException {
      attached.endStdin();
    }
  }

  private Exit exit() throws IOException {
    try (Response response = engine.http().execute(post("/wait"))) {
      if (JSON.readTree(response.getBody()).path("StatusCode").asInt(-1) == 0) {
        return new Exit(0, false);
      }
    }
    var state = engine.client().inspectContainerCmd(id).exec().getState();
    int code = Optional.ofNullable(state.getExitCodeLong()).orElse(-1L).intValue();
    return new Exit(code, Boolean.TRUE.equals(state.getOOMKilled()));
  }

  private Request post(String path) {
    return Request.builder().method(Request.Method.POST).path("/containers/" + id + path).build();
  }

  private static List<String> environment(BuildRequest request, Map<String, String> variables) {
    Map<String, String> all = new TreeMap<>();
    all.put("STACK", StackImage.NAME);
    all.put("CURL_CONNECT_TIMEOUT", "30");
    all.put("CURL_TIMEOUT", "180");
    all.put("CURL_HOME", CURL_HOME);
    all.putAll(variables);
    all.put("SOURCE_VERSION", request.sourceVersion());
    all.put("REQUEST_ID", request.buildId());
    all.put("HOME", "/app");
    return all.entrySet().stream().map(e -> e.getKey() + "=" + e.getValue()).toList();
  }

  private static HostConfig bounds(BuildRequest request, Place place) {
    BuildLimits limits = request.limits();
    // The engine refuses more than the machine has, and this is that machine.
    double cpus = Math.min(limits.cpus(), Runtime.getRuntime().availableProcessors());
    return Objects.requireNonNull(HostConfig.newHostConfig())
        .withMemory(limits.memoryBytes())
        .withMemorySwap(limits.memoryBytes())
        .withNanoCPUs((long) (cpus * 1e9))
        .withPidsLimit((long) limits.pids())
        .withReadonlyRootfs(true)
        .withCapDrop(Capability.ALL)
        .withSecurityOpts(List.of("no-new-privileges"))
        .withInit(true)
        .withNetworkMode(place.network())
        .withLogConfig(new LogConfig(LogConfig.LoggingType.NONE))
        .withTmpFs(
            Map.of(
                "/env",
                "size=16m,mode=0700,noexec,nosuid,uid=%1$d,gid=%1$d".formatted(StackImage.UID)))
        .withBinds(place.binds());
  }
}
