package paas.cli.oneoff;

import java.io.IOException;
import sun.misc.Signal;

/**
 * Signals of the operating system; the JDK has no other interface to them than this one (JEP 260).
 */
final class Signals {
  private Signals() {}

  /**
   * Does the task at each such signal, in place of what the JVM would do, on a thread of the JVM's.
   */
  @SuppressWarnings("sunapi")
  static void on(String name, Attachment.Task task) {
    Signal.handle(
        new Signal(name),
        signal -> {
          try {
            task.run();
          } catch (IOException e) {
            // The connection is gone: the receiving thread notices, and reports it.
          }
        });
  }
}
