package paas.runner.docker;

import com.github.dockerjava.api.exception.DockerException;
import com.github.dockerjava.api.exception.NotFoundException;
import java.io.IOException;
import java.util.function.Supplier;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import paas.runner.EngineRefused;
import paas.runner.InstanceId;
import paas.runner.NoSuchContainer;
import paas.runner.engine.EngineUnavailable;

/** Calls the engine and turns docker-java's exceptions into the runner's own. */
final class Calls {
  private static final Pattern MESSAGE =
      Pattern.compile(".*\\{\\s*\"message\"\\s*:\\s*\"(.*)\"\\s*}\\s*", Pattern.DOTALL);

  private Calls() {}

  /** For calls about no container in particular. */
  static <T> T ask(Supplier<T> call) {
    try {
      return call.get();
    } catch (DockerException e) {
      throw new EngineRefused("Docker refused: " + reason(e), e.getHttpStatus(), e);
    } catch (RuntimeException e) {
      throw unreached(e);
    }
  }

  /** For calls about one container, which may be gone. */
  static <T> T about(InstanceId id, Supplier<T> call) {
    return ask(() -> {
      try {
        return call.get();
      } catch (NotFoundException e) {
        throw new NoSuchContainer(id, e);
      }
    });
  }

  /** The engine's own words, out of {@code Status 404: {"message":"…"}}. */
  static String reason(DockerException e) {
    String text = String.valueOf(e.getMessage()).strip();
    Matcher matcher = MESSAGE.matcher(text);
    return matcher.matches() ? unescape(matcher.group(1)) : text;
  }

  private static String unescape(String json) {
    return json.replace("\\n", "\n").replace("\\\"", "\"").replace("\\\\", "\\").strip();
  }

  /** docker-java wraps what a broken connection makes of an answer in a bare RuntimeException. */
  private static RuntimeException unreached(RuntimeException e) {
    for (Throwable cause = e; cause != null; cause = cause.getCause()) {
      if (cause instanceof EngineUnavailable unavailable) {
        return unavailable;
      }
      if (cause instanceof IOException) {
        return new EngineUnavailable("The Docker engine's answer could not be read.", e);
      }
    }
    return e;
  }
}
