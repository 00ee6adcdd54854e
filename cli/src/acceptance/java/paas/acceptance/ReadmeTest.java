package paas.acceptance;

import static org.junit.jupiter.api.Assertions.assertTrue;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
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
      if (!shown.command().startsWith("cd ")) {
        String printed = paste(repository, shown);
        assertInOrder(shown, printed);
      }
    }
  }

  /** A command that follows for ever is ended after a while: 124 is timeout's word for that. */
  private static String paste(Repository repository, Shown shown) {
    Map<String, String> env = new HashMap<>(PLATFORM.env());
    env.put("PATH", PLATFORM.cli().getParent() + ":" + System.getenv("PATH"));
    String command = (shown.endless() ? "timeout 5 " : "") + shown.command() + " 2>&1";
    Program.Ran ran =
        Program.run(repository.dir, env, "", Duration.ofMinutes(5), List.of("bash", "-c", command));
    assertTrue(ran.code() == (shown.endless() ? 124 : 0), ran.toString());
    return ran.out();
  }

  /** Numbers, ids and addresses differ from run to run; all else is as shown. */
  private static void assertInOrder(Shown shown, String printed) {
    List<String> left = new ArrayList<>(printed.lines().map(ReadmeTest::shape).toList());
    for (String line : shown.lines()) {
      int at = left.indexOf(shape(line));
      assertTrue(at >= 0, "'" + line + "' is not in what " + shown.command() + " printed: " + left);
      left.subList(0, at + 1).clear();
    }
  }

  private static String shape(String line) {
    return line.strip()
        .replaceAll("\\bweb\\.\\d", "web.N")
        .replaceAll("http://\\S+", "URL")
        .replaceAll("\\b[0-9a-f]{8}\\b", "ID")
        .replaceAll("\\d+(:\\d+)*(\\.\\d+)?", "N")
        .replaceAll("just now|N s ago", "AGO")
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
