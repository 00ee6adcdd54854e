package paas.acceptance;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;

/** The README's minute: its commands pasted one after another, and what it says they print. */
@Tag("acceptance")
class ReadmeTest {
  private static final Platform PLATFORM = Platform.shared();

  /** A command of the README and the lines shown under it. */
  private record Shown(String command, List<String> lines) {
    boolean endless() {
      return command.contains("--tail");
    }
  }

  @Test
  void commandsOfTheReadmePrintWhatItShows() throws IOException {
    Repository repository = PLATFORM.repository("unused").withExample("hello").commit("one");
    repository.git("remote", "remove", "paas").mustSucceed();
    List<Shown> minute = minute();
    assertTrue(minute.stream().anyMatch(shown -> shown.command().equals("git push paas main")));
    for (Shown shown : minute) {
      if (shown.endless()) {
        follow(repository, shown);
      } else if (!shown.command().startsWith("cd ")) {
        String printed = paste(repository, shown);
        assertEquals(Optional.empty(), missing(shown, printed), printed);
      }
    }
  }

  private static Map<String, String> env() {
    Map<String, String> env = new HashMap<>(PLATFORM.env());
    env.put("PATH", PLATFORM.cli().getParent() + ":" + System.getenv("PATH"));
    return env;
  }

  private static String paste(Repository repository, Shown shown) {
    List<String> command = List.of("bash", "-c", shown.command() + " 2>&1");
    return Program.run(repository.dir, env(), "", Duration.ofMinutes(5), command)
        .mustSucceed()
        .out();
  }

  /** A command that goes on for ever, until it has printed what is shown. */
  private static void follow(Repository repository, Shown shown) throws IOException {
    Path output = repository.dir.resolve(".git/followed");
    ProcessBuilder builder =
        new ProcessBuilder("bash", "-c", "exec " + shown.command())
            .directory(repository.dir.toFile())
            .redirectErrorStream(true)
            .redirectOutput(output.toFile());
    builder.environment().putAll(env());
    Process process = builder.start();
    try {
      Await.until(
          () -> shown.command() + " prints what is shown, not " + text(output),
          () -> missing(shown, text(output)).isEmpty());
      assertTrue(process.isAlive(), "it ended");
    } finally {
      process.descendants().forEach(ProcessHandle::destroy);
      process.destroy();
    }
  }

  private static String text(Path file) {
    try {
      return Files.readString(file);
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  /** The first line shown that is not there in its order. Numbers, ids and addresses may differ. */
  private static Optional<String> missing(Shown shown, String printed) {
    List<String> left = new ArrayList<>(printed.lines().map(ReadmeTest::shape).toList());
    for (String line : shown.lines()) {
      int at = left.indexOf(shape(line));
      if (at < 0) {
        return Optional.of(line);
      }
      left.subList(0, at + 1).clear();
    }
    return Optional.empty();
  }

  private static String shape(String line) {
    return line.strip()
        .replaceAll("\\bweb\\.\\d", "web.N")
        .replaceAll("http://\\S+", "URL")
        .replaceAll("\\b[0-9a-f]{8}\\b", "ID")
        .replaceAll("\\d+(:\\d+)*(\\.\\d+)?", "N")
        .replaceAll("N (s|min) ago", "AGO")
        .replaceAll("N/N MB|N%", "") // blank until an instance was measured
        .replaceAll("\\s+", " ");
  }

  private static List<Shown> minute() throws IOException {
    String readme = Files.readString(Path.of(System.getProperty("paas.root", "."), "README.md"));
    int from = readme.indexOf("## A minute with it");
    assertTrue(from >= 0, "the README has no minute with it");
    int open = readme.indexOf("```", from) + 3;
    List<Shown> minute = new ArrayList<>();
    readme.substring(open, readme.indexOf("```", open)).lines().forEach(line -> add(minute, line));
    return minute;
  }

  private static void add(List<Shown> minute, String line) {
    if (line.startsWith("$ ")) {
      String command = line.substring(2).replaceFirst("\\s+#.*", "").strip();
      minute.add(new Shown(command, new ArrayList<>()));
    } else if (!line.isBlank() && !line.strip().equals("…")) {
      minute.getLast().lines().add(line);
    }
  }
}
