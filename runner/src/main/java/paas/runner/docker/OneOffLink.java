package paas.runner.docker;

import com.github.dockerjava.transport.DockerHttpClient.Request;
import com.github.dockerjava.transport.DockerHttpClient.Response;
import java.io.IOException;
import java.net.ProtocolException;
import paas.runner.InstanceId;
import paas.runner.engine.Engine;
import paas.runner.engine.Hijacked;

/**
 * What must be connected before a one-off starts, so that nothing of it is missed: its input and
 * output, and the news of its exit.
 */
record OneOffLink(Hijacked connection, Response exit) implements AutoCloseable {

  static OneOffLink open(Engine engine, InstanceId id) {
    Hijacked connection = engine.hijack(attach(id));
    try {
      // "next-exit" holds even when the engine removes the container on its exit (API 1.30).
      return new OneOffLink(connection, engine.stream(Containers.waitRequest(id, "next-exit")));
    } catch (RuntimeException e) {
      connection.close();
      throw e;
    }
  }

  /** Blocks until it has ended. */
  int exitCode() throws IOException {
    byte[] answer = exit.getBody().readAllBytes();
    if (answer.length == 0) {
      throw new ProtocolException("The engine ended the wait without an exit code");
    }
    return Containers.statusCode(answer);
  }

  @Override
  public void close() {
    connection.close();
    exit.close();
  }

  private static Request attach(InstanceId id) {
    return Request.builder()
        .method(Request.Method.POST)
        .path("/containers/" + id.value() + "/attach?stream=1&stdin=1&stdout=1&stderr=1")
        .build();
  }
}
