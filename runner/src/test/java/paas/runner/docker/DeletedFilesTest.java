package paas.runner.docker;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class DeletedFilesTest {
  @TempDir Path folder;

  private FileSum of(Path processes, String pids) throws IOException {
    Path group = Files.createDirectories(folder.resolve("group"));
    Files.writeString(group.resolve("cgroup.procs"), pids);
    // Its volume is where this test writes.
    WrittenPlaces places = new WrittenPlaces(folder, List.of(folder), List.of());
    return new DeletedFiles(processes).of(new ControlGroup.Unified(group), places, 1 << 20);
  }

  @Test
  void aDeletedFileThatIsHeldCountsOnceBesideAProcessThatHasEnded() throws IOException {
    Path file = folder.resolve("file");
    long own = ProcessHandle.current().pid();
    long before = of(Path.of("/proc"), own + "\n").bytes();
    try (var one = Files.newByteChannel(file, StandardOpenOption.CREATE, StandardOpenOption.WRITE);
        var other = Files.newByteChannel(file)) {
      one.write(ByteBuffer.allocate(100_000));
      assertTrue(other.isOpen());
      Files.delete(file);
      FileSum sum = of(Path.of("/proc"), "999999999\n" + own + "\n");
      assertTrue(sum.all());
      assertEquals(102_400, sum.bytes() - before, 2_400);
    }
  }

  @Test
  void aProcessWhoseFirstThreadHasEndedIsLookedAtByTheOthers() throws IOException {
    Path processes = folder.resolve("proc");
    Path thread = Files.createDirectories(processes.resolve("7/task/8"));
    Path own = Path.of("/proc/self").toRealPath();
    Files.createDirectory(thread.resolve("root"));
    Files.createSymbolicLink(thread.resolve("fd"), own.resolve("fd"));
    Path file = folder.resolve("file");
    try (var one =
        Files.newByteChannel(file, StandardOpenOption.CREATE, StandardOpenOption.WRITE)) {
      one.write(ByteBuffer.allocate(100_000));
      Files.delete(file);
      assertTrue(of(processes, "7\n").bytes() >= 100_000);
    }
  }

  @Test
  void whereAllHaveEndedThereIsNothing() throws IOException {
    assertEquals(new FileSum(0, true), of(folder.resolve("none"), "7\n"));
  }
}
