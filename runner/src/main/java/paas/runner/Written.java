package paas.runner;

import java.util.Optional;

/**
 * What a container has written, in bytes.
 *
 * @param bytes at least so many; all, where nothing is unseen
 * @param unseen what could not be counted, and why
 */
public record Written(long bytes, Optional<String> unseen) {
  public static Written all(long bytes) {
    return new Written(bytes, Optional.empty());
  }

  public static Written atLeast(long bytes, String unseen) {
    return new Written(bytes, Optional.of(unseen));
  }

  public boolean isAll() {
    return unseen.isEmpty();
  }
}
