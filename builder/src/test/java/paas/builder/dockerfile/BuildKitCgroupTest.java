package paas.builder.dockerfile;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class BuildKitCgroupTest {
  private static final BuildKitCgroup.Bounds BOUNDS =
      new BuildKitCgroup.Bounds(1L << 30, 1.5, 4096);

  @TempDir Path root;

  private String read(String file) throws IOException {
    return Files.readString(root.resolve(file));
  }

  @Test
  void versionOneIsBoundByOneFilePerController() throws IOException {
    Path memory = Files.createDirectories(root.resolve("memory/docker/buildkit"));
    Files.writeString(memory.resolve("memory.memsw.limit_in_bytes"), "");
    var outcome = new BuildKitCgroup(root, "cgroupfs").bind(BOUNDS);
    assertTrue(outcome.bound(), outcome.how());
    assertTrue(outcome.how().startsWith("1,024 MB"), outcome.how());
    assertEquals("1073741824", read("memory/docker/buildkit/memory.limit_in_bytes"));
    assertEquals("1073741824", read("memory/docker/buildkit/memory.memsw.limit_in_bytes"));
    assertEquals("150000", read("cpu/docker/buildkit/cpu.cfs_quota_us"));
    assertEquals("4096", read("pids/docker/buildkit/pids.max"));
  }

  @Test
  void versionTwoIsBoundInItsOneGroup() throws IOException {
    Path group = Files.createDirectories(root.resolve("docker/buildkit"));
    Files.writeString(group.resolve("memory.max"), "max");
    Files.writeString(group.resolve("memory.swap.max"), "max");
    assertTrue(new BuildKitCgroup(root, "cgroupfs").bind(BOUNDS).bound());
    assertEquals("1073741824", read("docker/buildkit/memory.max"));
    assertEquals("0", read("docker/buildkit/memory.swap.max"));
    assertEquals("150000 100000", read("docker/buildkit/cpu.max"));
  }

  @Test
  void whatCannotBeBoundSaysWhy() {
    for (String driver : new String[] {"systemd", "cgroupfs"}) {
      var outcome = new BuildKitCgroup(root, driver).bind(BOUNDS);
      assertFalse(outcome.bound());
      assertTrue(outcome.how().startsWith("not bound: "), outcome.how());
    }
  }
}
