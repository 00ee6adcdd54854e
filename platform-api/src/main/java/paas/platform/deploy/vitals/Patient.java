package paas.platform.deploy.vitals;

import java.time.Instant;
import java.util.List;
import paas.router.http.Protocol;
import paas.runner.InstanceId;

/**
 * A running instance as one asks it.
 *
 * @param since when it was started
 * @param port {@code $PORT}
 * @param protocol what it speaks there
 * @param host the name by which its app is asked
 * @param launcher what command lines are given to
 */
public record Patient(
    InstanceId id,
    Instant since,
    String address,
    int port,
    Protocol protocol,
    String host,
    List<String> launcher) {
  public Patient {
    launcher = List.copyOf(launcher);
  }
}
