package paas.platform.pack;

import java.io.BufferedReader;
import java.io.IOException;
import java.io.InputStreamReader;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.function.Consumer;
import org.eclipse.jgit.errors.TooLargeObjectInPackException;
import org.eclipse.jgit.lib.NullProgressMonitor;

/** Whether an object in a quarantine is too large, and which file it is. */
record Measure(Quarantine quarantine, Consumer<Runnable> whenGone) {
  /** The newest come first in a pack, and all others are reached from them. */
  private static final int COMMITS = 1000;

  private static final String ADVICE =
      " It has to leave every commit that is pushed, former ones too: `git rm` alone keeps it in"
          + " the history.";
  private static final String SEARCH =
      " To find it: git rev-list --objects --all | git cat-file --batch-check='%(objectsize)"
          + " %(rest)' | sort -n | tail -3";

  private record Sized(String type, long size, String id) {
    static Sized parse(String line) {
      String[] parts = line.split(" ");
      return new Sized(parts[0], Long.parseLong(parts[1]), parts[2]);
    }

    long limit() {
      return type.equals("blob") ? PackLimits.OBJECT : PackLimits.NO_BLOB;
    }
  }

  /** Of one that nobody knows more of than its size. */
  static IOException tooLarge(long size) {
    return new PackRefused(says(size, PackLimits.OBJECT) + SEARCH);
  }

  private static String says(long size, long limit) {
    return String.valueOf(new TooLargeObjectInPackException(size, limit).getMessage());
  }

  /**
   * Returns where all is small enough.
   *
   * @throws IOException with a message for whoever sent the pack
   */
  void take() throws IOException, InterruptedException {
    List<String> commits = new ArrayList<>();
    Optional<Sized> large = large(commits);
    if (large.isPresent()) {
      Sized object = large.get();
      throw new PackRefused(says(object.size(), object.limit()) + which(object, commits));
    }
  }

  private String which(Sized object, List<String> commits) throws InterruptedException {
    if (object.type().equals("commit") || object.type().equals("tag")) {
      return " It is the " + object.type() + " " + object.id() + ".";
    }
    String kind = object.type().equals("tree") ? "directory" : "file";
    return new PathSearch(quarantine, whenGone)
        .find(object.id(), commits)
        .map(path -> " It is the " + kind + " " + path + "." + ADVICE)
        .orElseGet(() -> " Its name: git rev-list --objects --all | grep " + object.id());
  }

  /** The first that is found; {@code commits} is given some of those before it. */
  private Optional<Sized> large(List<String> commits) throws IOException, InterruptedException {
    ProcessBuilder builder =
        HostGit.process(
            quarantine.repository(),
            quarantine.environment(false),
            List.of(
                "cat-file",
                "--batch-all-objects",
                "--unordered",
                "--batch-check=%(objecttype) %(objectsize) %(objectname)"));
    try (Running git = Running.start(builder, whenGone);
        BufferedReader sizes =
            new BufferedReader(
                new InputStreamReader(git.process().getInputStream(), StandardCharsets.US_ASCII))) {
      Voice voice = new Voice(git.process().getErrorStream(), NullProgressMonitor.INSTANCE);
      for (Optional<String> line = line(sizes); line.isPresent(); line = line(sizes)) {
        Sized object = Sized.parse(line.get());
        if (object.size() > object.limit()) {
          return Optional.of(object);
        }
        if (object.type().equals("commit") && commits.size() < COMMITS) {
          commits.add(object.id());
        }
      }
      git.end(voice);
      return Optional.empty();
    }
  }

  private static Optional<String> line(BufferedReader reader) throws IOException {
    return Optional.ofNullable(reader.readLine());
  }
}
