package paas.runner.docker;

import java.io.IOException;
import java.nio.file.DirectoryIteratorException;
import java.nio.file.DirectoryStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Set;

/**
 * What files take that have no name any more, but that a container's processes hold, opened or
 * mapped: no walk of its tree finds them. The host's find(1) looks through what they hold, once and
 * within one bound of time. Those in memory are known by their file system.
 */
final class DeletedFiles {
  /** Of all files of all its processes; a process may hold a million. */
  private static final Duration LONGEST = Duration.ofSeconds(10);

  /** More processes, or threads without their first, are not looked through: arguments must fit. */
  private static final int MOST = 10_000;

  private final Path processes;

  DeletedFiles(Path processes) {
    this.processes = processes;
  }

  /** Ends where it is more than enough; none where its processes have ended. */
  FileSum of(ControlGroup group, WrittenPlaces places, long enough) throws IOException {
    List<Path> holders = new ArrayList<>();
    for (long pid : group.pids()) {
      holders.addAll(holders(processes.resolve(Long.toString(pid))));
    }
    Count count = new Count(devices(holders, places), enough);
    List<String> command = new ArrayList<>(List.of("find", "-L"));
    for (Path holder : holders.subList(0, Math.min(MOST, holders.size()))) {
      command.add(holder.resolve("fd").toString());
      command.add(holder.resolve("map_files").toString());
    }
    command.addAll(List.of("-maxdepth", "1", "-ignore_readdir_race", "-type", "f", "-links", "0"));
    command.addAll(List.of("-printf", "%D %i %b %s\n"));
    if (holders.isEmpty()) {
      return new FileSum(0, true);
    }
    boolean all = FileWalk.run(command, LONGEST, count::add);
    return new FileSum(count.bytes, all && holders.size() <= MOST);
  }

  /** A process whose first thread has ended holds its files by the others only. */
  private static List<Path> holders(Path process) {
    if (Files.exists(process.resolve("root"))) {
      return List.of(process);
    }
    List<Path> threads = new ArrayList<>();
    try (DirectoryStream<Path> all = Files.newDirectoryStream(process.resolve("task"))) {
      for (Path thread : all) {
        if (Files.exists(thread.resolve("root"))) {
          threads.add(thread);
        }
      }
    } catch (IOException | DirectoryIteratorException ended) {
      return List.of();
    }
    return threads;
  }

  /** The container's own file system, as its processes see it, and those of its volumes. */
  private static Set<Long> devices(List<Path> holders, WrittenPlaces places) throws IOException {
    Set<Long> devices = new HashSet<>();
    for (Path holder : holders) {
      try {
        devices.add(device(holder.resolve("root")));
        break;
      } catch (IOException ended) {
        // The next one sees the same.
      }
    }
    for (Path volume : places.volumes()) {
      devices.add(device(volume));
    }
    return devices;
  }

  private static long device(Path path) throws IOException {
    return (Long) Files.getAttribute(path, "unix:dev");
  }

  /** Sums up; each file once, however many processes hold it. */
  private static final class Count {
    private final Set<Long> devices;
    private final long enough;
    private final Set<String> known = new HashSet<>();
    private long bytes;

    private Count(Set<Long> devices, long enough) {
      this.devices = devices;
      this.enough = enough;
    }

    private boolean add(String line) {
      String[] fields = line.split(" ", 4);
      boolean counts =
          devices.contains(Long.parseLong(fields[0])) && known.add(fields[0] + " " + fields[1]);
      bytes += counts ? FileSum.taken(Long.parseLong(fields[2]), Long.parseLong(fields[3])) : 0;
      return bytes <= enough;
    }
  }
}
