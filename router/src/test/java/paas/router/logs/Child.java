package paas.router.logs;

import java.io.BufferedReader;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;

/** A JVM beside the test's, running a main class of the tests. */
final class Child implements AutoCloseable {
  private static final String MARK = "> ";

  private final Process process;
  private final BufferedReader output;

  private Child(Process process) {
    this.process = process;
    this.output = process.inputReader(StandardCharsets.UTF_8);
  }

  static Child start(List<String> before, Class<?> main, Path dir) throws IOException {
    List<String> command = new ArrayList<>(before);
    command.add(Path.of(System.getProperty("java.home"), "bin", "java").toString());
    command.addAll(
        List.of("-XX:+UseSerialGC", "-XX:TieredStopAtLevel=1", "-XX:-UsePerfData", "-Xmx64m"));
    command.addAll(
        List.of("-cp", System.getProperty("java.class.path"), main.getName(), dir.toString()));
    return new Child(
        new ProcessBuilder(command).redirectError(ProcessBuilder.Redirect.DISCARD).start());
  }

  /** Called in the child: what it says to the test; anything else on its output is logging. */
  static void say(String text) {
    System.out.println(MARK + text);
  }

  /** The next thing that the child said; empty at its end. */
  String read() throws IOException {
    String line = output.readLine();
    while (line != null && !line.startsWith(MARK)) {
      line = output.readLine();
    }
    return line == null ? "" : line.substring(MARK.length());
  }

  /** SIGKILL; returns the last thing that the child had said, or the one given. */
  String kill(String lastRead) throws IOException, InterruptedException {
    process.toHandle().destroyForcibly(); // Process.destroyForcibly would close its output
    process.waitFor();
    String last = lastRead;
    StringBuilder line = new StringBuilder();
    for (int c = output.read(); c >= 0; c = output.read()) {
      if (c == '\n') {
        last = line.indexOf(MARK) == 0 ? line.substring(MARK.length()) : last;
        line.setLength(0);
      } else {
        line.append((char) c);
      }
    }
    return last;
  }

  @Override
  public void close() throws InterruptedException {
    process.destroyForcibly().waitFor();
  }
}
