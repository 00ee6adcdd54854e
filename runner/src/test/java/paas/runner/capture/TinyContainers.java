package paas.runner.capture;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.UUID;
import paas.runner.InstanceId;

/**
 * Containers of an image made of one static busybox, by the docker command; all gone at the end.
 */
final class TinyContainers implements AutoCloseable {
  private static final Path BUSYBOX = Path.of("/bin/busybox"); // Debian and Ubuntu: busybox-static
  private static final List<String> APPLETS =
      List.of("sh", "seq", "sleep", "printf", "cat", "head", "tr", "yes");

  private final String image;
  private final String label = "paas.test=" + UUID.randomUUID();

  TinyContainers(Path scratch) throws Exception {
    Path bin = Files.createDirectories(scratch.resolve("root/bin"));
    Files.copy(BUSYBOX, bin.resolve("busybox"));
    for (String applet : APPLETS) {
      Files.createSymbolicLink(bin.resolve(applet), Path.of("busybox"));
    }
    Path tar = scratch.resolve("image.tar");
    run("tar", "-C", scratch.resolve("root").toString(), "-cf", tar.toString(), ".");
    image = run("docker", "import", tar.toString());
  }

  InstanceId start(String maxSize, int maxFile, String script) throws Exception {
    List<String> command =
        new ArrayList<>(List.of("docker", "run", "-d", "--network", "none", "--label", label));
    command.addAll(List.of("--log-driver", "json-file", "--log-opt", "max-size=" + maxSize));
    command.addAll(List.of("--log-opt", "max-file=" + maxFile, image, "/bin/sh", "-c", script));
    return new InstanceId(run(command.toArray(String[]::new)));
  }

  Path logPath(InstanceId id) throws Exception {
    return Path.of(run("docker", "inspect", "-f", "{{.LogPath}}", id.value()));
  }

  void awaitExit(InstanceId id) throws Exception {
    run("docker", "wait", id.value());
  }

  @Override
  public void close() throws Exception {
    String ids = run("docker", "ps", "-aq", "--filter", "label=" + label);
    for (String id : ids.lines().toList()) {
      run("docker", "rm", "-f", id);
    }
    run("docker", "rmi", "-f", image);
  }

  private static String run(String... command) throws Exception {
    Process process = new ProcessBuilder(command).redirectErrorStream(true).start();
    String output =
        new String(process.getInputStream().readAllBytes(), StandardCharsets.UTF_8).strip();
    if (process.waitFor() != 0) {
      throw new IOException(String.join(" ", command) + " failed: " + output);
    }
    return output;
  }
}
