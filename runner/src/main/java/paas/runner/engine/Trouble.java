package paas.runner.engine;

import com.github.dockerjava.transport.DockerHttpClient.Request;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;

/** Turns what went wrong on the engine's socket into a sentence with a remedy. */
record Trouble(Path socket) {
  private static final String START =
      "; start Docker (systemctl start docker, or dockerd) or set PAAS_DOCKER_SOCKET.";

  EngineUnavailable connecting(IOException cause) {
    return new EngineUnavailable("Docker engine not reachable: " + why(cause), cause);
  }

  EngineUnavailable slow(Request request, Duration limit, IOException cause) {
    return new EngineUnavailable(
        "The Docker engine did not answer "
            + name(request)
            + " within "
            + limit.toSeconds()
            + " s; look at its log (journalctl -u docker) and restart it if it hangs.",
        cause);
  }

  EngineUnavailable broken(Request request, IOException cause) {
    return new EngineUnavailable(
        "The connection to the Docker engine broke during "
            + name(request)
            + " ("
            + cause.getMessage()
            + "); it may be restarting: try again once it is up.",
        cause);
  }

  EngineUnavailable cut(IOException cause) {
    return new EngineUnavailable(
        "The Docker engine broke off an answer ("
            + cause.getMessage()
            + "); it may be restarting: try again once it is up.",
        cause);
  }

  private String why(IOException cause) {
    if (!Files.exists(socket)) {
      return "there is no socket " + socket + START;
    }
    if (!Files.isReadable(socket) || !Files.isWritable(socket)) {
      return "no permission to open " + socket + "; run as root or as a member of group docker.";
    }
    return "nobody answers on " + socket + " (" + cause.getMessage() + ")" + START;
  }

  private static String name(Request request) {
    return request.method() + " " + Patience.pathOf(request);
  }
}
