package paas.acceptance;

import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;

/** HTTPS as curl does it, to a hostname that leads to this machine. */
record Curl(String host, int port) {
  /** With these options besides. */
  Program.Ran https(String path, String... more) {
    List<String> command = new ArrayList<>(List.of("curl", "-sS", "--max-time", "50"));
    command.addAll(List.of("--resolve", host + ":" + port + ":127.0.0.1"));
    command.addAll(List.of(more));
    command.add("https://" + host + ":" + port + path);
    return Program.run(Path.of("/"), Map.of(), "", Duration.ofMinutes(1), command);
  }
}
