package paas.builder;

import java.util.ArrayDeque;
import java.util.Deque;
import java.util.function.Consumer;

/** Passes lines on as details of a build's step, and remembers the last complaint among them. */
final class IndentedOutput {
  private static final String COMPLAINT = " !     ";
  private static final int KEPT = 4;

  private final Consumer<String> lines;
  private final Deque<String> complaint = new ArrayDeque<>();

  IndentedOutput(Consumer<String> lines) {
    this.lines = lines;
  }

  void line(String line) {
    if (line.startsWith(COMPLAINT)) {
      complaint.addLast(line.substring(COMPLAINT.length()).strip());
      if (complaint.size() > KEPT) {
        complaint.removeFirst();
      }
      lines.accept(line);
    } else {
      lines.accept("       " + line);
    }
  }

  String complaint() {
    return String.join(" ", complaint);
  }
}
