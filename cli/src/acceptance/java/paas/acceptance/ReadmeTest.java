package paas.acceptance;

import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;

/** The README's commands, as they stand there, pasted one after another. */
@Tag("acceptance")
class ReadmeTest {
  private static final Platform PLATFORM = Platform.shared();

  @Test
  void commandsOfTheReadmeWork() throws IOException {
    Repository repository = PLATFORM.repository("unused").withServer("shop").commit("one");
    repository.git("remote", "remove", "paas").mustSucceed();
    List<String> commands = commands();
    assertTrue(commands.contains("git push paas main"), commands.toString());
    for (String command : commands) {
      if (!command.startsWith("cd ")) {
        paste(repository, command);
      }
    }
  }

  /** A command that follows for ever is ended after a while: 124 is timeout's word for that. */
  private static void paste(Repository repository, String command) throws IOException {
    Map<String, String> env = new HashMap<>(PLATFORM.env());
    env.put("PATH", PLATFORM.cli().getParent() + ":" + System.getenv("PATH"));
    boolean endless = command.contains("--tail");
    Program.Ran ran =
        Program.run(
            repository.dir,
            env,
            "",
            Duration.ofMinutes(5),
            List.of("bash", "-c", endless ? "timeout 5 " + command : command));
    assertTrue(
        endless ? ran.code() == 124 && !ran.out().isEmpty() : ran.code() == 0, ran.toString());
  }

  private static List<String> commands() throws IOException {
    String readme = Files.readString(Path.of(System.getProperty("paas.root", "."), "README.md"));
    int from = readme.indexOf("## A minute with it");
    assertFalse(from < 0, "the README has no minute with it");
    int open = readme.indexOf("```", from) + 3;
    String block = readme.substring(open, readme.indexOf("```", open));
    return block
        .lines()
        .map(line -> line.replaceFirst("\\s+#.*", "").strip())
        .filter(line -> line.matches("(paas|git|cd) .*"))
        .toList();
  }
}
