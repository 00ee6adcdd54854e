package paas.runner.docker;

import static org.junit.jupiter.api.Assertions.assertEquals;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.Optional;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import paas.runner.InstanceId;
import paas.runner.Usage;

class KernelUsagesTest {
  private static final InstanceId ID = new InstanceId("ab".repeat(32));
  private static final Usage ASKED = new Usage(1, Duration.ZERO, 2, 3);
  private static final Usage READ = new Usage(9_000, Duration.ofMillis(5), 286, 70);

  @TempDir private Path root;

  private Optional<Usage> usage() {
    return new KernelUsages(root.resolve("cgroup"), root.resolve("proc"), id -> Optional.of(ASKED))
        .of(ID);
  }

  private void write(String file, String text) throws IOException {
    Path path = root.resolve(file);
    Files.createDirectories(path.getParent());
    Files.writeString(path, text);
  }

  private void network() throws IOException {
    write(
        "proc/17/net/dev",
        """
        Inter-|   Receive                                                |  Transmit
         face |bytes    packets errs drop fifo frame compressed multicast|bytes    packets errs
            lo:    5000       9    0    0    0     0          0         0     5000       9    0
          eth0:     286       3    0    0    0     0          0         0       70       1    0
        """);
  }

  @Test
  void versionOneIsReadByController() throws IOException {
    network();
    String memory = "cgroup/memory/docker/" + ID.value();
    write(memory + "/cgroup.procs", "17\n18\n");
    write(memory + "/memory.usage_in_bytes", "10000\n");
    write(memory + "/memory.stat", "inactive_file 4\ntotal_inactive_file 1000\n");
    write("cgroup/cpuacct/docker/" + ID.value() + "/cpuacct.usage", "5000000\n");
    assertEquals(Optional.of(READ), usage());
  }

  @Test
  void versionTwoIsReadInOnePlace() throws IOException {
    network();
    String group = "cgroup/system.slice/docker-" + ID.value() + ".scope";
    write(group + "/cgroup.procs", "17\n");
    write(group + "/memory.current", "10000\n");
    write(group + "/memory.stat", "anon 7\ninactive_file 1000\n");
    write(group + "/cpu.stat", "usage_usec 5000\nuser_usec 1\n");
    assertEquals(Optional.of(READ), usage());
  }

  @Test
  void theEngineIsAskedWhereItKeepsItsGroupsElsewhere() {
    assertEquals(Optional.of(ASKED), usage());
  }

  @Test
  void theEngineIsAskedOfOneThatJustEnded() throws IOException {
    write("cgroup/docker/" + ID.value() + "/cgroup.procs", "");
    write("cgroup/docker/" + ID.value() + "/memory.current", "0\n");
    write("cgroup/docker/" + ID.value() + "/memory.stat", "inactive_file 0\n");
    assertEquals(Optional.of(ASKED), usage());
  }
}
