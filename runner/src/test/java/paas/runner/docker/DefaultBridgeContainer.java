package paas.runner.docker;

import static java.nio.charset.StandardCharsets.UTF_8;
import static java.util.Objects.requireNonNull;
import static org.junit.jupiter.api.Assertions.assertEquals;

import com.github.dockerjava.api.model.HostConfig;
import com.github.dockerjava.transport.DockerHttpClient.Request;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.net.InetSocketAddress;
import java.net.Socket;
import java.time.Duration;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.ThreadLocalRandom;
import paas.runner.InstanceId;
import paas.runner.engine.FrameReader;

/**
 * A container that is none of the platform's, on the engine's default bridge; closing removes it.
 */
final class DefaultBridgeContainer implements AutoCloseable {
  private final Platform platform;
  private final InstanceId id;

  DefaultBridgeContainer(Platform platform, String command) {
    this(platform, command, Map.of());
  }

  /** With labels that somebody wrote by hand. */
  DefaultBridgeContainer(Platform platform, String command, Map<String, String> labels) {
    this.platform = platform;
    var client = platform.engine.client();
    this.id =
        new InstanceId(
            client
                .createContainerCmd(platform.image.value())
                .withCmd("/bin/sh", "-c", command)
                .withLabels(labels)
                .withHostConfig(HostConfig.newHostConfig().withNetworkMode("bridge"))
                .exec()
                .getId());
    client.startContainerCmd(id.value()).exec();
  }

  /** Connects to its port, which lets its command go on; what it printed until its end. */
  String after(int port) throws IOException {
    String address = address();
    Platform.await("it listens", () -> connected(address, port));
    assertEquals(Optional.of(0), containers().awaitExit(id, Duration.ofSeconds(30)));
    return output();
  }

  void join(String network) {
    platform
        .engine
        .client()
        .connectToNetworkCmd()
        .withNetworkId(network)
        .withContainerId(id.value())
        .exec();
  }

  boolean runs() {
    var found = platform.engine.client().inspectContainerCmd(id.value()).exec();
    return Boolean.TRUE.equals(found.getState().getRunning());
  }

  private String address() {
    var found = platform.engine.client().inspectContainerCmd(id.value()).exec();
    var network = requireNonNull(found.getNetworkSettings().getNetworks().get("bridge"));
    return requireNonNull(network.getIpAddress());
  }

  private static boolean connected(String address, int port) {
    try (var socket = new Socket()) {
      socket.connect(new InetSocketAddress(address, port), 500);
      return true;
    } catch (IOException notYet) {
      return false;
    }
  }

  private String output() throws IOException {
    var out = new ByteArrayOutputStream();
    Request logs =
        Request.builder()
            .method(Request.Method.GET)
            .path("/containers/" + id.value() + "/logs?stdout=1&stderr=1")
            .build();
    try (var response = platform.engine.stream(logs)) {
      FrameReader.frames(response.getBody(), (stream, bytes) -> out.write(bytes));
    }
    return out.toString(UTF_8);
  }

  private Containers containers() {
    return new Containers(
        platform.engine, new ContainerNames(platform.scope, ThreadLocalRandom.current()));
  }

  @Override
  public void close() {
    containers().remove(id);
  }
}
