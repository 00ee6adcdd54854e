package paas.acceptance;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.concurrent.TimeUnit;
import java.util.function.Supplier;
import java.util.stream.Stream;

/**
 * A Docker engine of the tests' own beside the machine's: on a small file system in a file, with a
 * socket of its own, and with no rules in the machine's firewall. Its containers are reached from
 * this machine and reach nothing else.
 */
final class SecondEngine implements AutoCloseable {
  private static final String STACK = "paas/stack:debian13";
  private static final Duration A_WHILE = Duration.ofMinutes(5);
  private static final String SIZE = "4G";

  private final Path home;
  private final Path disk;

  /** Which keeps the containers; a service of its own on most machines. */
  private Process containerd;

  private Process daemon;
  private boolean liveRestore;

  private SecondEngine(Path home, Path disk, Process containerd, Process daemon) {
    this.home = home;
    this.disk = disk;
    this.containerd = containerd;
    this.daemon = daemon;
  }

  /** With the stack image, as buildpack builds want it. */
  static SecondEngine start() throws IOException {
    Path home = Files.createTempDirectory(Path.of("/var/tmp"), "paas-engine.");
    Path disk = Files.createDirectory(home.resolve("disk"));
    Path file = home.resolve("disk.ext4");
    root(home, "truncate", "-s", SIZE, file.toString());
    root(home, "mkfs.ext4", "-q", "-F", "-m", "0", file.toString());
    root(home, "mount", "-o", "loop", file.toString(), disk.toString());
    root(home, "ip", "link", "add", bridge(home), "type", "bridge");
    root(home, "ip", "addr", "add", "10.254.255.1/24", "dev", bridge(home));
    root(home, "ip", "link", "set", bridge(home), "up");
    Process containerd = containerd(home, disk);
    SecondEngine engine = new SecondEngine(home, disk, containerd, launch(home, disk, false));
    try {
      engine.awaitAnswer();
      root(
          home,
          "sh",
          "-c",
          "docker save " + STACK + " | docker -H unix://$0 load",
          "" + engine.socket());
      return engine;
    } catch (AssertionError e) {
      engine.close();
      throw e;
    }
  }

  Path socket() {
    return home.resolve("engine.sock");
  }

  /** By TERM it takes its containers along, unless it has live-restore; KILL leaves them behind. */
  void end(String signal) {
    String pid = root(home, "cat", home.resolve("engine.pid").toString()).out().strip();
    end(daemon, pid, signal);
  }

  private void end(Process process, String pid, String signal) {
    root(home, "kill", "-" + signal, pid);
    try {
      if (!process.waitFor(3, TimeUnit.MINUTES)) {
        throw new AssertionError("The second engine does not end.");
      }
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
      throw new IllegalStateException(e);
    }
  }

  /**
   * As when the machine's power fails: the engine, its containers and these processes are killed at
   * one moment, and what a kernel keeps in memory is gone.
   */
  void losePower(List<Long> processes) {
    String containers = String.join(" ", docker("ps", "-q", "--no-trunc").out().lines().toList());
    String bridges = String.join(" ", bridges());
    List<Long> all = Stream.concat(processes.stream(), ours()).toList();
    List<String> kill = new ArrayList<>(List.of("kill", "-KILL"));
    all.forEach(pid -> kill.add("" + pid));
    Program.run(home, Map.of(), "", A_WHILE, asRoot(kill.toArray(String[]::new)));
    Await.until("all are dead", () -> all.stream().allMatch(pid -> commandLine(pid).isEmpty()));
    awaitUnmounted("grep -vxF '" + disk + "'");
    String noCgroups =
        """
        for container in $0; do
          find /sys/fs/cgroup -depth -type d -name "*$container*" -exec rmdir {} +
        done
        """;
    awaitSuccess("no cgroup is left", "sh", "-ec", noCgroups, containers);
    String forget =
        """
        rm -rf "$0/run" "$0/containerd-run" "$0/engine.pid" "$0/engine.sock" "$0/containerd.sock"
        for bridge in $1; do ip link del "$bridge"; done
        """;
    root(home, "sh", "-ec", forget, home.toString(), bridges);
  }

  private void awaitUnmounted(String which) {
    String mounts = "cut -d' ' -f2 /proc/mounts | grep '^" + home + "/' | " + which;
    awaitSuccess("nothing is mounted", "sh", "-c", mounts + " | sort -r | xargs -r umount");
  }

  /**
   * What was killed has no command line before it has closed its files and left its mounts and
   * cgroup, so for a moment these are busy.
   */
  private void awaitSuccess(String what, String... command) {
    Supplier<Program.Ran> attempt = () -> Program.run(home, Map.of(), "", A_WHILE, asRoot(command));
    Await.until(() -> what + ": " + attempt.get(), () -> attempt.get().code() == 0);
  }

  /** Of the apps' networks. */
  private List<String> bridges() {
    String name = "{{index .Options \"com.docker.network.bridge.name\"}}";
    return docker("network", "ls", "-q", "-f", "type=custom")
        .out()
        .lines()
        .map(network -> docker("network", "inspect", "-f", name, network).out().strip())
        .toList();
  }

  /** After {@link #losePower}. */
  void boot() throws IOException {
    containerd = containerd(home, disk);
    start(liveRestore);
  }

  /** The daemons, and what runs in containers: that is below shims, which know the socket. */
  private Stream<Long> ours() {
    return ProcessHandle.allProcesses()
        .filter(process -> commandLine(process.pid()).contains(home + "/"))
        .flatMap(process -> Stream.concat(Stream.of(process), process.descendants()))
        .map(ProcessHandle::pid)
        .distinct();
  }

  /** Nothing of one that has ended. */
  private static String commandLine(long pid) {
    try {
      return Files.readString(Path.of("/proc/" + pid + "/cmdline"), StandardCharsets.ISO_8859_1);
    } catch (IOException e) {
      return "";
    }
  }

  /**
   * After a test that failed while it was down, so that the next ones can run.
   *
   * @return whether it was
   */
  boolean revive() throws IOException {
    boolean down = !daemon.isAlive() || !containerd.isAlive();
    if (!containerd.isAlive()) {
      containerd = containerd(home, disk);
    }
    if (!daemon.isAlive()) {
      start(liveRestore);
    }
    return down;
  }

  void start(boolean withLiveRestore) throws IOException {
    liveRestore = withLiveRestore;
    daemon = launch(home, disk, liveRestore);
    awaitAnswer();
  }

  /** To the last block. */
  void fill() {
    Program.run(
        home, Map.of(), "", A_WHILE, asRoot("dd", "if=/dev/zero", "of=" + ballast(), "bs=1M"));
    Program.run(
        home,
        Map.of(),
        "",
        A_WHILE,
        asRoot("dd", "if=/dev/zero", "of=" + ballast() + ".2", "bs=4k"));
  }

  void relieve() {
    root(home, "rm", "-f", ballast(), ballast() + ".2");
  }

  private String ballast() {
    return disk.resolve("ballast").toString();
  }

  Program.Ran docker(String... arguments) {
    List<String> command = new ArrayList<>(List.of("docker", "-H", "unix://" + socket()));
    command.addAll(List.of(arguments));
    return root(home, command.toArray(String[]::new));
  }

  /** Of the engine's default network; at most 15 characters. */
  private static String bridge(Path home) {
    String name = home.getFileName().toString();
    return "paasx" + name.substring(name.length() - 8);
  }

  private static Process containerd(Path home, Path disk) throws IOException {
    Files.writeString(
        home.resolve("containerd.toml"),
        """
        version = 2
        root = "%1$s/containerd"
        state = "%2$s/containerd-run"
        disabled_plugins = ["io.containerd.grpc.v1.cri"]
        [grpc]
          address = "%2$s/containerd.sock"
        """
            .formatted(disk, home));
    return inBackground(home, "containerd", "--config", home.resolve("containerd.toml").toString());
  }

  private static Process launch(Path home, Path disk, boolean liveRestore) throws IOException {
    Path run = Files.createDirectories(home.resolve("run"));
    return inBackground(
        home,
        "dockerd",
        "--host=unix://" + home.resolve("engine.sock"),
        "--data-root=" + disk.resolve("docker"),
        "--exec-root=" + run,
        "--pidfile=" + home.resolve("engine.pid"),
        "--containerd=" + home.resolve("containerd.sock"),
        // With "none", or with address pools at a second start, it would take the machine's own
        // docker0 away (moby 20.10, initNetworkController).
        "--bridge=" + bridge(home),
        "--iptables=false",
        "--ip6tables=false",
        "--ip-masq=false",
        "--live-restore=" + liveRestore);
  }

  private static Process inBackground(Path home, String... command) throws IOException {
    return new ProcessBuilder(asRoot(command))
        .redirectErrorStream(true)
        .redirectOutput(ProcessBuilder.Redirect.appendTo(home.resolve("engine.log").toFile()))
        .start();
  }

  private void awaitAnswer() {
    Await.until(
        () -> "the second engine answers; its log ends with\n" + logEnd(),
        () -> {
          startAgainIfEnded();
          return answers();
        });
  }

  /** As an operator does: networks that a former engine left unfinished can end the next one. */
  private void startAgainIfEnded() {
    if (!daemon.isAlive()) {
      root(home, "rm", "-f", disk.resolve("docker/network/files/local-kv.db").toString());
      try {
        daemon = launch(home, disk, liveRestore);
      } catch (IOException e) {
        throw new UncheckedIOException(e);
      }
    }
  }

  private boolean answers() {
    List<String> version = asRoot("docker", "-H", "unix://" + socket(), "version");
    return Program.run(home, Map.of(), "", A_WHILE, version).code() == 0;
  }

  private String logEnd() {
    return root(home, "tail", "-n", "20", home.resolve("engine.log").toString()).out();
  }

  private static Program.Ran root(Path home, String... command) {
    return Program.run(home, Map.of(), "", A_WHILE, asRoot(command)).mustSucceed();
  }

  private static List<String> asRoot(String... command) {
    List<String> whole = new ArrayList<>();
    if (!"root".equals(System.getProperty("user.name"))) {
      whole.addAll(List.of("sudo", "-n"));
    }
    whole.addAll(List.of(command));
    return whole;
  }

  @Override
  public void close() {
    if (daemon.isAlive()) {
      end("TERM");
    }
    if (containerd.isAlive()) {
      end(containerd, String.valueOf(containerd.pid()), "TERM");
    }
    root(home, "ip", "link", "del", bridge(home));
    // The engine mounts its own directory on itself, and the names of its networks.
    awaitUnmounted("cat");
    root(home, "rm", "-rf", "--one-file-system", home.toString());
  }
}
