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
import java.util.concurrent.atomic.AtomicReference;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;

/** A platform of the tests' own: a home, ports and containers that nobody else has. */
final class Platform implements AutoCloseable {
  private static final Path ROOT = Path.of(System.getProperty("paas.root", "."));
  private static final AtomicReference<@Nullable Platform> SHARED = new AtomicReference<>();

  final Path home;
  final int httpPort;
  final int apiPort;
  final int httpsPort;
  private final Map<String, String> env = new HashMap<>();

  private Platform(Map<String, String> more) throws IOException {
    home = Files.createTempDirectory(Path.of("/var/tmp"), "paas-acceptance.");
    httpPort = Ports.free();
    apiPort = Ports.free();
    httpsPort = Ports.free();
    env.putAll(
        Map.of(
            "PAAS_HOME",
            home.toString(),
            "PAAS_HTTP_PORT",
            "" + httpPort,
            "PAAS_API_PORT",
            "" + apiPort,
            "PAAS_HTTP_BIND",
            "127.0.0.1",
            "PAAS_SUPERVISION",
            "own",
            "PAAS_APP_DIR",
            "/var/tmp/paas-versions-" + System.getProperty("user.name"),
            "PAAS_CONFIG_DIR",
            home.resolve("cli").toString(),
            "GIT_TERMINAL_PROMPT",
            "0"));
    env.put("PAAS_HTTPS_PORT", "" + httpsPort);
    // Tests kill more often than programs die; the wait in between is not what they are about.
    env.put("PAAS_LONGEST_RESTART_WAIT", "1");
    // A platform of a test lives for minutes: too short for the second compiler to pay.
    env.put("PAAS_JAVA_OPTS", "-XX:TieredStopAtLevel=1");
    // Its own git over HTTP is the foreign host that apps are synced from.
    env.put("PAAS_FETCH_ALLOW", "127.0.0.1:" + apiPort + "," + Collector.ADDRESS);
    env.putAll(more);
  }

  /** The one that most tests share; it goes when the test process ends. */
  static synchronized Platform shared() {
    Platform platform = SHARED.get();
    if (platform == null) {
      platform = start();
      SHARED.set(platform);
      Runtime.getRuntime().addShutdownHook(new Thread(platform::close));
    }
    return platform;
  }

  static Platform start() {
    return start(Map.of());
  }

  /** With these settings besides. */
  static Platform start(Map<String, String> more) {
    try {
      Platform platform = new Platform(more);
      platform.up();
      return platform;
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  /** A setting that the next {@link #up} is told. */
  void set(String key, String value) {
    env.put(key, value);
  }

  /** Back to what was kept of it. */
  void unset(String key) {
    env.remove(key);
  }

  /** It may fail. */
  Program.Ran tryUp() {
    return script("up", "--no-sample", "--no-link");
  }

  void up() throws IOException {
    tryUp().mustSucceed();
    env.put("PAAS_URL", api());
    env.put("PAAS_TOKEN", Files.readString(home.resolve("admin-token")).strip());
  }

  /** Apps go on. */
  void down() {
    script("down").mustSucceed();
  }

  /** Its data stays. */
  Program.Ran uninstall() {
    return script("down", "--uninstall").mustSucceed();
  }

  String api() {
    return "http://127.0.0.1:" + apiPort;
  }

  String token() {
    return env.getOrDefault("PAAS_TOKEN", "");
  }

  /** What its containers are labelled with. */
  String id() {
    try {
      return Files.readString(home.resolve("platform-id")).strip();
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  /** The ids of its containers that run and have these labels. */
  List<String> containers(String... labels) {
    return docker("ps", labels);
  }

  /** The ids of what the engine has of its things, of one kind, with these labels. */
  List<String> docker(String listing, String... labels) {
    List<String> command = new ArrayList<>(List.of("docker"));
    command.addAll(List.of(listing.split(" ")));
    command.addAll(List.of("-q", "--filter", "label=paas.platform=" + id()));
    for (String label : labels) {
      command.addAll(List.of("--filter", "label=" + label));
    }
    return Program.run(home, env, "", Duration.ofMinutes(1), command)
        .mustSucceed()
        .out()
        .lines()
        .toList();
  }

  Map<String, String> env() {
    return Map.copyOf(env);
  }

  Program.Ran paas(String... arguments) {
    return paasWith("", arguments);
  }

  Program.Ran paasWith(String input, String... arguments) {
    List<String> command = new ArrayList<>(List.of(cli().toString()));
    command.addAll(List.of(arguments));
    return Program.run(home, env, input, Duration.ofMinutes(4), command);
  }

  /** What it prints goes to a file of the home. */
  Process paasInBackground(String... arguments) {
    List<String> command = new ArrayList<>(List.of(cli().toString()));
    command.addAll(List.of(arguments));
    ProcessBuilder builder =
        new ProcessBuilder(command)
            .redirectErrorStream(true)
            .redirectOutput(home.resolve(arguments[0].replace(':', '-') + ".out").toFile());
    builder.environment().putAll(env());
    try {
      return builder.start();
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  Path cli() {
    return home.resolve("app/current/bin/paas");
  }

  /** A repository whose remote {@code paas} is that app; it need not exist. */
  Repository repository(String app) {
    return new Repository(this, app);
  }

  /** What the router answers for an app. */
  Page get(String app, String path) {
    return page(app + ".localhost", path);
  }

  /** What the router answers for a hostname. */
  Page page(String host, String path) {
    return Page.get(httpPort, host, path);
  }

  /** SIGKILL, as the supervisor does not expect it. */
  void kill9(String program) {
    long pid = pid(program);
    ProcessHandle.of(pid).ifPresent(ProcessHandle::destroyForcibly);
    Await.until(program + " " + pid + " is gone", () -> !ProcessHandle.of(pid).isPresent());
  }

  long pid(String program) {
    try {
      return Long.parseLong(Files.readString(home.resolve("run/" + program + ".pid")).strip());
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  /** Its supervisor, and all that it keeps running. */
  List<Long> processes() {
    ProcessHandle supervisor = ProcessHandle.of(pid("supervise")).orElseThrow();
    return Stream.concat(Stream.of(supervisor), supervisor.descendants())
        .map(ProcessHandle::pid)
        .toList();
  }

  void awaitApi() {
    Await.until("the API answers", () -> Page.get(apiPort, "127.0.0.1", "/health").status() == 200);
  }

  /** Its disk is gone; nothing of it must run. */
  void loseHome() {
    Program.run(ROOT, env, "", Duration.ofMinutes(1), List.of("rm", "-rf", home.toString()))
        .mustSucceed();
  }

  /** A script of {@code bin} on this platform. */
  Program.Ran script(String name, String... arguments) {
    List<String> command = new ArrayList<>(List.of(ROOT.resolve("bin/" + name).toString()));
    command.addAll(List.of(arguments));
    return Program.run(ROOT, env, "", Duration.ofMinutes(15), command);
  }

  @Override
  public void close() {
    script("down", "--all");
    Program.run(
        ROOT,
        env,
        "",
        Duration.ofMinutes(2),
        List.of(
            "bash",
            "-c",
            "root=$PWD; . bin/lib/private-platform.sh;"
                + " remove_labelled \"label=paas.platform=$(cat \"$PAAS_HOME/platform-id\")\";"
                + " rm -rf \"$PAAS_HOME\""));
  }
}
