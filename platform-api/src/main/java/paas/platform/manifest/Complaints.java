package paas.platform.manifest;

import java.util.ArrayList;
import java.util.List;

/** Collects what is wrong with a manifest and what is left unheeded, up to a bound. */
final class Complaints {
  private static final int MOST = 20;

  private final List<String> problems = new ArrayList<>();
  private final List<String> notes = new ArrayList<>();

  void problem(String path, String text) {
    add(problems, "app.json, " + (path.isEmpty() ? "the whole file" : path) + ": " + text);
  }

  void note(String path, String text) {
    add(notes, path + ": " + text);
  }

  private static void add(List<String> list, String line) {
    if (list.size() < MOST) {
      list.add(line);
    } else if (list.size() == MOST) {
      list.add("… and more");
    }
  }

  List<String> notes() {
    return List.copyOf(notes);
  }

  void refuse() throws ManifestFault {
    if (!problems.isEmpty()) {
      throw new ManifestFault(problems);
    }
  }
}
