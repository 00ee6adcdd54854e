package paas.platform.log;

import java.nio.file.Path;
import java.util.Optional;
import org.jspecify.annotations.Nullable;
import paas.platform.StillInstances;
import paas.runner.InstanceId;
import paas.runner.engine.EngineUnavailable;

/** An engine of which only the file that containers print to matters. */
final class LogFiles implements StillInstances {
  @Nullable Path file;
  boolean away;

  @Override
  public Optional<Path> logPath(InstanceId id) {
    if (away) {
      throw new EngineUnavailable("the test says so");
    }
    return Optional.ofNullable(file);
  }
}
