package paas.runner.process;

import java.io.IOException;

/**
 * What is wanted of {@code /proc/PID/stat} (proc_pid_stat(5)): number, name in brackets, state,
 * parent, group, session, and more.
 */
record Stat(char state, long session) {
  private static final int STATE = 0;
  private static final int SESSION = 3;

  /** The name may hold blanks and brackets of its own: what counts follows the last bracket. */
  static Stat parse(String line) throws IOException {
    String[] fields = line.substring(line.lastIndexOf(')') + 1).strip().split(" ", SESSION + 2);
    if (fields.length <= SESSION || fields[STATE].length() != 1) {
      throw new IOException("Not a line of /proc/PID/stat");
    }
    try {
      return new Stat(fields[STATE].charAt(0), Long.parseLong(fields[SESSION]));
    } catch (NumberFormatException e) {
      throw new IOException("Not a line of /proc/PID/stat", e);
    }
  }

  /** A zombie (Z) or a dead process (X) takes no signal any more. */
  boolean alive() {
    return state != 'Z' && state != 'X';
  }
}
