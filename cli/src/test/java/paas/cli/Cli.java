package paas.cli;

import java.io.ByteArrayInputStream;
import java.io.ByteArrayOutputStream;
import java.io.InputStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.time.Clock;
import java.time.Instant;
import java.time.ZoneOffset;
import java.util.LinkedHashMap;
import java.util.Map;
import paas.cli.command.Session;
import paas.cli.terminal.Facts;
import paas.cli.terminal.Terminal;

/** Runs command lines in this process, with streams of bytes in place of the terminal. */
final class Cli {
  /** How a command ended. */
  record Result(int exit, String out, String err) {}

  private final Map<String, String> env = new LinkedHashMap<>();
  private final Path directory;
  private Facts facts = Facts.NONE;
  private InputStream in = new ByteArrayInputStream(new byte[0]);

  /** In a directory, which is the home directory too. */
  Cli(Path directory) {
    this.directory = directory;
    env.put("HOME", directory.toString());
  }

  Cli platform(FakePlatform platform) {
    return env("PAAS_URL", platform.url()).env("PAAS_TOKEN", "secret-token");
  }

  Cli env(String name, String value) {
    env.put(name, value);
    return this;
  }

  Cli input(String text) {
    return input(text.getBytes(StandardCharsets.UTF_8));
  }

  Cli input(byte[] bytes) {
    in = new ByteArrayInputStream(bytes);
    return this;
  }

  Cli facts(Facts surroundings) {
    facts = surroundings;
    return this;
  }

  Result run(String... arguments) {
    ByteArrayOutputStream out = new ByteArrayOutputStream();
    ByteArrayOutputStream err = new ByteArrayOutputStream();
    Terminal terminal = new Terminal(facts, in, out, err);
    Clock clock = Clock.fixed(Instant.parse("2026-11-20T12:00:00Z"), ZoneOffset.UTC);
    try (Session session = new Session(env, directory, terminal, clock)) {
      int exit = Main.run(() -> arguments, session);
      return new Result(
          exit, out.toString(StandardCharsets.UTF_8), err.toString(StandardCharsets.UTF_8));
    }
  }
}
