package paas.builder;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.MappingIterator;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.github.dockerjava.api.command.InspectImageResponse;
import com.github.dockerjava.transport.DockerHttpClient.Request;
import com.github.dockerjava.transport.DockerHttpClient.Response;
import java.io.BufferedInputStream;
import java.io.IOException;
import java.io.InputStream;
import java.net.URLEncoder;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Base64;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;
import paas.builder.dockerfile.BuildKitTrace;
import paas.builder.dockerfile.ContextTar;
import paas.builder.dockerfile.Dockerfile;
import paas.builder.dockerfile.Dockerignore;
import paas.builder.fault.BuildFault;
import paas.builder.image.Images;
import paas.builder.source.Procfile;
import paas.builder.source.Source;
import paas.runner.engine.Engine;

/**
 * A build with the repository's Dockerfile by the engine's BuildKit, spoken to over the plain API.
 */
final class DockerfileBuild {
  private static final ObjectMapper JSON = new ObjectMapper();
  private static final List<String> LAUNCHER = List.of("/bin/sh", "-c");

  private final Engine engine;
  private final Labels labels;
  private final Images images;

  DockerfileBuild(Engine engine, Labels labels, Images images) {
    this.engine = engine;
    this.labels = labels;
    this.images = images;
  }

  BuildResult.Built build(BuildRun run, Source source, byte[] text, Optional<Procfile> procfile)
      throws BuildFault, IOException {
    run.lines().say("-----> Dockerfile found");
    var dockerfile = Dockerfile.check(text);
    if (dockerfile.namesSyntax()) {
      run.lines()
          .say(
              "       Its # syntax= line is left out: the engine's own Dockerfile frontend is used");
    }
    Path context = run.folder().resolve("context.tar");
    var ignore = Dockerignore.parse(source.small(".dockerignore").orElse(new byte[0]));
    ContextTar.write(context, source, dockerfile, ignore, run.stop()::stopped);
    String name = images.newName();
    boolean kept = false;
    try {
      send(run, context, name);
      InspectImageResponse image = engine.client().inspectImageCmd(name + ":latest").exec();
      bound(image, run.limits());
      var built =
          new BuildResult.Built(
              Objects.requireNonNull(image.getId()),
              LAUNCHER,
              processes(run, image, procfile),
              "Dockerfile",
              List.of(),
              "not bound: this engine cannot limit the memory of a Dockerfile's RUN");
      run.stop().check();
      kept = true;
      return built;
    } finally {
      if (!kept) {
        images.removeName(name + ":latest");
      }
    }
  }

  private void send(BuildRun run, Path context, String name) throws BuildFault, IOException {
    run.stop().onStop(() -> cancel(run));
    try (InputStream body = new BufferedInputStream(Files.newInputStream(context), 1 << 16);
        Response response = engine.http().execute(request(run, name, body))) {
      run.stop().onStop(response::close);
      if (response.getStatusCode() / 100 != 2) {
        String answer = new String(response.getBody().readNBytes(4096), StandardCharsets.UTF_8);
        throw new BuildFault(
            "Dockerfile", "The engine refused the build: " + answer, DockerfileFaults.FIX);
      }
      follow(run, response.getBody());
    }
  }

  private void follow(BuildRun run, InputStream progress) throws BuildFault, IOException {
    var trace =
        new BuildKitTrace(
            step -> run.lines().line("-----> " + step), line -> run.lines().line("       " + line));
    try (MappingIterator<JsonNode> messages = JSON.readerFor(JsonNode.class).readValues(progress)) {
      while (messages.hasNextValue()) {
        JsonNode message = messages.nextValue();
        run.lines().touch();
        if (message.path("id").asText().equals("moby.buildkit.trace")) {
          trace.accept(Base64.getDecoder().decode(message.path("aux").asText()));
        } else if (message.has("error")) {
          trace.finish();
          throw DockerfileFaults.of(message.path("error").asText(), trace.failedStep());
        }
      }
    }
    trace.finish();
  }

  private Request request(BuildRun run, String name, InputStream body) throws IOException {
    Map<String, String> query = new LinkedHashMap<>();
    query.put("version", "2");
    query.put("t", name + ":latest");
    query.put("buildid", buildId(run));
    query.put("labels", JSON.writeValueAsString(labels.image(run.app())));
    // Cache mounts are named by apps' Dockerfiles: without a namespace one app would read and
    // poison another's.
    query.put(
        "buildargs",
        JSON.writeValueAsString(
            Map.of("BUILDKIT_CACHE_MOUNT_NS", labels.platform() + "-" + run.app().id())));
    query.put("rm", "1");
    query.put("forcerm", "1");
    var path = new StringBuilder("/build?");
    query.forEach((key, value) -> path.append(key).append('=').append(encode(value)).append('&'));
    return Request.builder()
        .method(Request.Method.POST)
        .path(path.substring(0, path.length() - 1))
        .putHeader("Content-Type", "application/x-tar")
        .body(body)
        .build();
  }

  private void cancel(BuildRun run) {
    Request cancel =
        Request.builder()
            .method(Request.Method.POST)
            .path("/build/cancel?id=" + encode(buildId(run)))
            .build();
    try (Response response = engine.http().execute(cancel)) {
      response.getStatusCode();
    }
  }

  private String buildId(BuildRun run) {
    return labels.platform() + "-" + run.request().buildId();
  }

  private static void bound(InspectImageResponse image, BuildLimits limits) throws BuildFault {
    long size = Optional.ofNullable(image.getSize()).orElse(0L);
    if (size > limits.imageBytes()) {
      throw new BuildFault(
          "image",
          "The image is "
              + (size >> 20)
              + " MB, over the limit of "
              + (limits.imageBytes() >> 20)
              + " MB.",
          "Use a smaller base image or a multi-stage Dockerfile, then push again.");
    }
  }

  /**
   * The Procfile's types; and the image's own command as web, unless the Procfile says what web is.
   */
  private static Map<String, String> processes(
      BuildRun run, InspectImageResponse image, Optional<Procfile> procfile) {
    Map<String, String> processes =
        new LinkedHashMap<>(procfile.map(Procfile::processes).orElse(Map.of()));
    var config = Objects.requireNonNull(image.getConfig());
    if (config.getCmd() != null || config.getEntrypoint() != null) {
      processes.putIfAbsent("web", "");
    }
    run.lines().say("-----> Process types: " + String.join(", ", processes.keySet()));
    return processes;
  }

  private static String encode(String value) {
    return URLEncoder.encode(value, StandardCharsets.UTF_8);
  }
}
