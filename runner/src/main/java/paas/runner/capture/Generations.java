package paas.runner.capture;

import java.io.IOException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

/**
 * The files of a container's log: {@code <id>-json.log}, and the rotated ones, {@code .1} the
 * newest of them. The engine rotates by renaming the oldest first (moby,
 * daemon/logger/loggerutils/logfile.go), so that for a moment one number is missing; files only
 * ever move to higher numbers, which is why they are listed upwards.
 */
final class Generations {
  private static final int MISSING_IN_A_ROW = 2;

  private Generations() {}

  /** A file under the name that it had when it was listed. */
  record Found(Path path, Object key) {}

  /** Newest first, each file once. */
  static List<Found> list(Path base) throws IOException {
    List<Found> found = new ArrayList<>();
    int missing = 0;
    for (int number = 0; missing < MISSING_IN_A_ROW; number++) {
      Path path = number == 0 ? base : base.resolveSibling(base.getFileName() + "." + number);
      Optional<Object> key = LogFile.key(path);
      missing = key.isPresent() ? 0 : missing + 1;
      if (key.isPresent() && indexOf(found, key.get()) < 0) {
        found.add(new Found(path, key.get()));
      }
    }
    return found;
  }

  static int indexOf(List<Found> found, Object key) {
    for (int i = 0; i < found.size(); i++) {
      if (found.get(i).key().equals(key)) {
        return i;
      }
    }
    return -1;
  }
}
