package paas.cli;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;

/**
 * A {@code heroku} on a PATH of its own. It tells how it was started, and lives until the test ends
 * it, which meanwhile does what heroku would do.
 */
final class FakeHeroku {
  private static final String SCRIPT =
      """
      #!/bin/sh
      cd '%s' || exit 1
      for argument in "$@"; do printf '%%s|' "$argument"; done >arguments
      env >env.new
      mv env.new env
      read -r code <end
      exit "$code"
      """;

  private final Path directory;
  private final CompletableFuture<Cli.Result> paas;

  private FakeHeroku(Path directory, CompletableFuture<Cli.Result> paas) {
    this.directory = directory;
    this.paas = paas;
  }

  /** Has paas start it, and returns once it runs. */
  static FakeHeroku started(Path home, Cli cli, String... arguments) throws Exception {
    Path directory = Files.createDirectory(home.resolve("heroku"));
    Path program = Files.writeString(directory.resolve("heroku"), SCRIPT.formatted(directory));
    assertTrue(program.toFile().setExecutable(true));
    assertEquals(0, new ProcessBuilder("mkfifo", directory + "/end").start().waitFor());
    String[] line = new String[arguments.length + 1];
    line[0] = "heroku";
    System.arraycopy(arguments, 0, line, 1, arguments.length);
    cli.env("PATH", "/nonexistent::" + directory);
    FakeHeroku heroku =
        new FakeHeroku(directory, CompletableFuture.supplyAsync(() -> cli.run(line)));
    heroku.awaitStart();
    return heroku;
  }

  private void awaitStart() throws Exception {
    while (!Files.exists(directory.resolve("env"))) {
      try {
        throw new AssertionError("heroku was not started: " + paas.get(5, TimeUnit.MILLISECONDS));
      } catch (TimeoutException e) {
        // Not yet.
      }
    }
  }

  List<String> arguments() throws IOException {
    String all = Files.readString(directory.resolve("arguments"), StandardCharsets.UTF_8);
    return Arrays.asList(all.substring(0, Math.max(0, all.length() - 1)).split("\\|", -1));
  }

  /** A variable of its environment, which it has to have. */
  String env(String name) throws IOException {
    return Files.readAllLines(directory.resolve("env")).stream()
        .filter(line -> line.startsWith(name + "="))
        .map(line -> line.substring(name.length() + 1))
        .findFirst()
        .orElseThrow();
  }

  /** Lets it exit with that code; how paas ended then. */
  Cli.Result end(int code) throws Exception {
    Files.writeString(directory.resolve("end"), code + "\n");
    return paas.get(60, TimeUnit.SECONDS);
  }
}
