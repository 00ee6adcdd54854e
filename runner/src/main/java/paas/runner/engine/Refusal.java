package paas.runner.engine;

import com.github.dockerjava.api.exception.ConflictException;
import com.github.dockerjava.api.exception.DockerException;
import com.github.dockerjava.api.exception.NotFoundException;
import java.nio.charset.StandardCharsets;

/** Makes of an error answer the exception that docker-java makes of it. */
final class Refusal {
  private Refusal() {}

  static void check(SocketResponse response) {
    int status = response.getStatusCode();
    if (status == ResponseHead.SWITCHING_PROTOCOLS || status / 100 == 2) {
      return;
    }
    String message = response.text(StandardCharsets.UTF_8);
    throw switch (status) {
      case 404 -> new NotFoundException(message);
      case 409 -> new ConflictException(message);
      default -> new DockerException(message, status);
    };
  }
}
