package paas.runner;

import java.io.IOException;
import java.io.OutputStream;

/**
 * A running process with its input and output attached. One thread awaits it; any thread may feed,
 * resize, signal or end it.
 */
public interface AttachedProcess extends AutoCloseable {
  /** The process's stdin; flush it. Writes fail once the process is gone. */
  OutputStream stdin();

  /** End of file for the process. With a TTY send byte 4 instead: a terminal has no half-close. */
  void closeStdin() throws IOException;

  /** Changes the window of its TTY; nothing happens without one or once it has ended. */
  void resize(int columns, int rows);

  /** Sends a signal, such as INT, to its processes; nothing happens once it has ended. */
  void signal(String name);

  /**
   * Passes its output on until it has ended and all is passed, then closes it. To be called once. A
   * sink that throws hangs it up.
   *
   * @return its exit code, 0–255
   */
  int await(OutputSink sink);

  /** Its user is gone: SIGHUP, then SIGKILL after the grace. Returns at once. */
  void hangup();

  /** SIGKILL, now. */
  void kill();

  /** Ends it at once if it still runs, and leaves nothing of it. Idempotent. */
  @Override
  void close();
}
