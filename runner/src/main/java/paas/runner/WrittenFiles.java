package paas.runner;

import java.util.List;

/**
 * Files that a container has added or changed; {@code more} says that not all changes were read.
 */
public record WrittenFiles(List<String> paths, boolean more) {
  public static final WrittenFiles NONE = new WrittenFiles(List.of(), false);

  public WrittenFiles {
    paths = List.copyOf(paths);
  }
}
