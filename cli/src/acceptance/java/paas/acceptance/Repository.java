package paas.acceptance;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;

/** A person's clone of an app, driven by the real git. */
final class Repository {
  final Path dir;
  private final Platform platform;

  Repository(Platform platform, String app) {
    this.platform = platform;
    try {
      dir = Files.createTempDirectory("repo-" + app);
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
    git("init", "-q", "-b", "main").mustSucceed();
    git("config", "user.name", "A Person").mustSucceed();
    git("config", "user.email", "person@example.com").mustSucceed();
    git("config", "credential.helper", "!" + platform.cli() + " git-credential").mustSucceed();
    git("remote", "add", "paas", platform.api() + "/" + app + ".git").mustSucceed();
  }

  Repository with(String file, String content) {
    try {
      Path path = dir.resolve(file);
      Files.createDirectories(path.getParent());
      Files.writeString(path, content);
      return this;
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  /** The files of a sample app of docs/examples. */
  Repository withExample(String name) {
    Path sample = Path.of(System.getProperty("paas.root", "."), "docs/examples", name);
    try (var files = Files.walk(sample)) {
      for (Path file : files.filter(Files::isRegularFile).toList()) {
        Path to = dir.resolve(sample.relativize(file).toString());
        Files.createDirectories(to.getParent());
        Files.copy(file, to);
      }
      return this;
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  /** A web server in plain Node.js that answers with this text, and a worker that sleeps. */
  Repository withServer(String text) {
    return with("package.json", "{\"name\":\"app\",\"version\":\"1.0.0\"}")
        .with("Procfile", "web: node server.js\nworker: node worker.js\nmigrate: node migrate.js\n")
        .with("worker.js", "console.log('working'); setInterval(() => {}, 1000)\n")
        .with("migrate.js", "console.log('migrated ' + process.env.KEY)\n")
        .with(
            "server.js",
            """
            const http = require('http')
            const server = http.createServer((request, response) => {
              if (request.url === '/env') return response.end(process.env.KEY || '')
              if (request.url === '/exit') { response.end('bye'); process.exit(3) }
              response.end('%s')
            })
            server.listen(process.env.PORT, () => console.log('listening'))
            process.on('SIGTERM', () => server.close(() => process.exit(0)))
            """
                .formatted(text));
  }

  /** The same, after a build that prints that it takes its time, and never ends. */
  Repository withSlowBuild(String text) {
    return withServer(text)
        .with(
            "package.json",
            "{\"name\":\"app\",\"version\":\"1.0.0\","
                + "\"scripts\":{\"build\":\"node slow.js\"}}")
        .with("slow.js", "console.log('taking its time'); setTimeout(() => {}, 300000)");
  }

  Repository commit(String message) {
    git("add", "-A").mustSucceed();
    git("commit", "-q", "--allow-empty", "-m", message).mustSucceed();
    return this;
  }

  Program.Ran push(String... more) {
    List<String> arguments = new ArrayList<>(List.of("push", "paas", "main"));
    arguments.addAll(List.of(more));
    return git(arguments.toArray(String[]::new));
  }

  /** The commit of the platform's branch, or nothing. */
  String remoteHead() {
    return git("ls-remote", "paas", "refs/heads/main").mustSucceed().out().split("\\s")[0];
  }

  String head() {
    return git("rev-parse", "HEAD").mustSucceed().out().strip();
  }

  Program.Ran git(String... arguments) {
    List<String> command = new ArrayList<>(List.of("git"));
    command.addAll(List.of(arguments));
    return Program.run(dir, environment(), "", Duration.ofMinutes(15), command);
  }

  Process pushInBackground() {
    try {
      ProcessBuilder builder =
          new ProcessBuilder("git", "push", "paas", "main")
              .directory(dir.toFile())
              .redirectErrorStream(true)
              .redirectOutput(dir.resolve(".git/push.out").toFile());
      builder.environment().putAll(environment());
      return builder.start();
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  String backgroundOutput() {
    try {
      return Files.readString(dir.resolve(".git/push.out"));
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  private Map<String, String> environment() {
    Map<String, String> env = new HashMap<>(platform.env());
    env.put("GIT_CONFIG_NOSYSTEM", "1");
    env.put("GIT_CONFIG_GLOBAL", "/dev/null");
    return env;
  }
}
