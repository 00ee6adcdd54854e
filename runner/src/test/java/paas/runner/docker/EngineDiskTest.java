package paas.runner.docker;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.io.IOException;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import paas.runner.InstanceId;
import paas.runner.Scratch;
import paas.runner.Written;

@Timeout(120)
class EngineDiskTest {
  private static final long MB = 1 << 20;

  /**
   * A file in its layer, the same by another name, one that is nearly all hole, and one deleted.
   */
  private static final String WRITES =
      """
      set -e
      dd if=/dev/zero of=/tmp/file bs=1M count=32
      ln /tmp/file /tmp/again
      dd if=/dev/zero of=/tmp/hole bs=1 count=1 seek=1073741824
      exec 3>/tmp/gone
      dd if=/dev/zero bs=1M count=32 >&3
      rm /tmp/gone
      exec sleep 600
      """;

  @Test
  void whatAContainerWroteIsCountedByTheBlocksThatItTakes() throws IOException {
    try (Platform platform = Platform.create()) {
      Scratch scratch = platform.runner.scratch();
      InstanceId idle = platform.instances().start(platform.instance("exec sleep 600")).id();
      InstanceId id = platform.instances().start(platform.instance(WRITES)).id();
      Platform.await("all is written", () -> bytes(scratch, id) >= 64 * MB);

      long written = bytes(scratch, id);
      assertTrue(written < 66 * MB, written + " bytes");
      long untouched = bytes(scratch, idle);
      assertTrue(untouched < MB, untouched + " bytes");
      assertTrue(bytes(scratch, id, 16 * MB) > 16 * MB, "enough is enough");
      assertTrue(scratch.free().orElseThrow() > 0);
      platform.instances().remove(id);
      assertEquals(0, bytes(scratch, id), "what is gone takes nothing");
    }
  }

  private static long bytes(Scratch scratch, InstanceId id) {
    return bytes(scratch, id, 1024 * MB);
  }

  private static long bytes(Scratch scratch, InstanceId id, long enough) {
    Written written = scratch.written(id, enough).orElse(Written.all(0));
    assertTrue(written.isAll(), written.toString());
    return written.bytes();
  }
}
