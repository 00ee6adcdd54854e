package paas.builder;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.MappingIterator;
import com.fasterxml.jackson.databind.ObjectMapper;
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
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.Map;
import paas.builder.dockerfile.BuildKitTrace;
import paas.builder.fault.BuildFault;
import paas.runner.engine.Engine;

/** One build by the engine's BuildKit, spoken to over the plain API ({@code POST /build}). */
final class BuildKitCall {
  private static final ObjectMapper JSON = new ObjectMapper();

  private final Engine engine;
  private final Labels labels;
  private final BuildRun run;
  private final DockerfileFaults faults;

  BuildKitCall(Engine engine, Labels labels, BuildRun run, DockerfileFaults faults) {
    this.engine = engine;
    this.labels = labels;
    this.run = run;
    this.faults = faults;
  }

  /** What to build: {@code dockerfile} is a path in the context, an empty target the last stage. */
  record Order(
      Path context, String dockerfile, String target, Map<String, String> arguments, String name) {}

  /** Builds; the image is then there as {@code name:latest}. */
  void send(Order order) throws BuildFault, IOException {
    run.stop().onStop(this::cancel);
    try (InputStream body =
            new BufferedInputStream(Files.newInputStream(order.context()), 1 << 16);
        Response response = engine.http().execute(request(order, body))) {
      run.stop().onStop(response::close);
      if (response.getStatusCode() / 100 != 2) {
        String answer = new String(response.getBody().readNBytes(4096), StandardCharsets.UTF_8);
        throw new BuildFault(
            "Dockerfile", "The engine refused the build: " + answer, DockerfileFaults.FIX);
      }
      follow(response.getBody());
    }
  }

  private void follow(InputStream progress) throws BuildFault, IOException {
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
          // BuildKit names a step with the values of its arguments.
          throw faults.of(
              run.lines().clean(message.path("error").asText()),
              trace.failedStep().map(run.lines()::clean));
        }
      }
    }
    trace.finish();
  }

  private Request request(Order order, InputStream body) throws IOException {
    Map<String, String> arguments = new HashMap<>(order.arguments());
    // Cache mounts are named by apps' Dockerfiles: without a namespace one app would read and
    // poison another's.
    arguments.put("BUILDKIT_CACHE_MOUNT_NS", labels.platform() + "-" + run.app().id());
    Map<String, String> query = new LinkedHashMap<>();
    query.put("version", "2");
    query.put("t", order.name() + ":latest");
    query.put("dockerfile", order.dockerfile());
    query.put("target", order.target());
    query.put("buildid", buildId());
    query.put("labels", JSON.writeValueAsString(labels.image(run.app())));
    query.put("buildargs", JSON.writeValueAsString(arguments));
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

  private void cancel() {
    Request cancel =
        Request.builder()
            .method(Request.Method.POST)
            .path("/build/cancel?id=" + encode(buildId()))
            .build();
    try (Response response = engine.http().execute(cancel)) {
      response.getStatusCode();
    }
  }

  private String buildId() {
    return labels.platform() + "-" + run.request().buildId();
  }

  private static String encode(String value) {
    return URLEncoder.encode(value, StandardCharsets.UTF_8);
  }
}
