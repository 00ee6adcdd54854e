package paas.platform.release;

import java.util.Collections;
import java.util.List;
import java.util.SortedMap;
import java.util.TreeMap;

/**
 * What a build made: the image and how its process types start. {@code launcher} is put before a
 * command (empty: the image's own entry point); an empty command is the image's own. {@code commit}
 * is the source's version, empty when it came from no commit.
 */
public record Slug(
    ImageDigest image,
    List<String> launcher,
    SortedMap<ProcessType, String> processes,
    String builder,
    String commit,
    SourceNotes notes) {
  /** In the container, as everything that a launcher is. */
  public static final List<String> SHELL = List.of("/bin/sh", "-c");

  /**
   * The same for what runs until its SIGTERM, which all processes of a container get: most shells
   * stay beside the command that they run, and would end by it at once, and the container with
   * them.
   */
  private static final List<String> PATIENT_SHELL =
      List.of("/bin/sh", "-c", "trap 's=$?; wait; exit $s' TERM; eval \"shift; $1\"", "sh");

  public Slug {
    launcher = List.copyOf(launcher);
    processes = Collections.unmodifiableSortedMap(new TreeMap<>(processes));
  }

  /** One whose source nobody has read. */
  public Slug(
      ImageDigest image,
      List<String> launcher,
      SortedMap<ProcessType, String> processes,
      String builder,
      String commit) {
    this(image, launcher, processes, builder, commit, SourceNotes.NONE);
  }

  /** What a line that somebody typed is given to, even where the image starts things by itself. */
  public List<String> shell() {
    return launcher.isEmpty() ? SHELL : launcher;
  }

  /** What the command of a process type is given to. */
  public List<String> starter() {
    return patient(launcher);
  }

  /** What a line that somebody typed is given to, for a container of its own. */
  public List<String> lineStarter() {
    return patient(shell());
  }

  private static List<String> patient(List<String> launcher) {
    return launcher.equals(SHELL) ? PATIENT_SHELL : launcher;
  }

  public boolean has(ProcessType type) {
    return processes.containsKey(type);
  }
}
