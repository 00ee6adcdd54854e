package paas.runner.docker;

import com.github.dockerjava.api.command.InspectExecResponse;
import java.util.Objects;
import java.util.Optional;

/**
 * What the engine says of an exec.
 *
 * @param pid as the host sees it; 0 before it was started, and when it could not be
 * @param code once it has ended
 */
record ExecState(long pid, Optional<Integer> code) {
  static ExecState of(InspectExecResponse found) {
    boolean running = Boolean.TRUE.equals(found.isRunning());
    Optional<Integer> code =
        Optional.ofNullable(found.getExitCodeLong()).filter(c -> !running).map(Long::intValue);
    return new ExecState(Objects.requireNonNullElse(found.getPidLong(), 0L), code);
  }

  boolean begun() {
    return pid > 0 || code.isPresent();
  }
}
