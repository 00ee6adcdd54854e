package paas.router.control;

import java.io.Closeable;
import java.io.IOException;
import java.util.ArrayDeque;
import java.util.Collection;
import java.util.Deque;

/** Things that are ended one after the other; one that fails keeps no other from its end. */
final class Endings {
  private final Deque<Closeable> left;

  Endings(Collection<? extends Closeable> all) {
    this.left = new ArrayDeque<>(all);
  }

  /** Throws what went wrong first; the others are suppressed in it. */
  void run() throws IOException {
    Closeable next = left.poll();
    if (next != null) {
      try (Closeable others = this::run) {
        next.close();
      }
    }
  }
}
