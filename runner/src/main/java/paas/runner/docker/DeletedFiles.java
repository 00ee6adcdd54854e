package paas.runner.docker;

import java.io.BufferedReader;
import java.io.IOException;
import java.nio.file.DirectoryIteratorException;
import java.nio.file.DirectoryStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Set;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/**
 * What files take that have no name any more, but that a container's processes hold, opened or
 * mapped: no walk finds them. Those in memory are known by their file system.
 */
final class DeletedFiles {
  /** proc(5): what the kernel puts behind the former name. */
  private static final String MARK = " (deleted)";

  /** Of {@code maps}; the folder {@code map_files} has no leading zeros. */
  private static final Pattern MAPPED =
      Pattern.compile("0*([0-9a-f]+)-0*([0-9a-f]+) .* \\(deleted\\)");

  /** One question's, so that its arguments fit. */
  private static final int AT_ONCE = 1_000;

  private final Path processes;

  DeletedFiles(Path processes) {
    this.processes = processes;
  }

  /** Ends where it is more than enough; 0 where they have ended. */
  long of(ControlGroup group, WrittenPlaces places, long enough) {
    try {
      Count count = new Count(devices(group, places), enough);
      for (long pid : group.pids()) {
        held(processes.resolve(Long.toString(pid)), count);
      }
      count.ask();
      return count.bytes;
    } catch (IOException | DirectoryIteratorException ended) {
      return 0;
    }
  }

  /** The container's own file system, as its processes see it, and those of its volumes. */
  private Set<Long> devices(ControlGroup group, WrittenPlaces places) throws IOException {
    Set<Long> devices = new HashSet<>();
    devices.add(device(processes.resolve(Long.toString(group.pid())).resolve("root")));
    for (Path volume : places.volumes()) {
      devices.add(device(volume));
    }
    return devices;
  }

  private static long device(Path path) throws IOException {
    return (Long) Files.getAttribute(path, "unix:dev");
  }

  private static void held(Path process, Count count) throws IOException {
    try (DirectoryStream<Path> files = Files.newDirectoryStream(process.resolve("fd"))) {
      for (Path file : files) {
        if (isDeleted(file)) {
          count.add(file);
        }
      }
      mapped(process, count);
    } catch (IOException | DirectoryIteratorException ended) {
      // What it held is free by now.
    }
  }

  private static void mapped(Path process, Count count) throws IOException {
    try (BufferedReader lines = Files.newBufferedReader(process.resolve("maps"))) {
      for (String line = lines.readLine(); line != null; line = lines.readLine()) {
        Matcher mapping = MAPPED.matcher(line);
        if (line.endsWith(MARK) && mapping.matches()) {
          count.add(
              process.resolve("map_files").resolve(mapping.group(1) + "-" + mapping.group(2)));
        }
      }
    }
  }

  private static boolean isDeleted(Path link) {
    try {
      return Files.readSymbolicLink(link).toString().endsWith(MARK);
    } catch (IOException closed) {
      return false;
    }
  }

  /** Sums up; each file once, however many processes hold it. */
  private static final class Count {
    private final Set<Long> devices;
    private final long enough;
    private final List<String> files = new ArrayList<>();
    private final Set<String> known = new HashSet<>();
    private long bytes;

    private Count(Set<Long> devices, long enough) {
      this.devices = devices;
      this.enough = enough;
    }

    private void add(Path file) throws IOException {
      if (bytes <= enough) {
        files.add(file.toString());
      }
      if (files.size() == AT_ONCE) {
        ask();
      }
    }

    /** stat(1), as Java knows no blocks. */
    private void ask() throws IOException {
      if (files.isEmpty()) {
        return;
      }
      List<String> command = new ArrayList<>(List.of("stat", "-L", "-c", "%d %h %b %i"));
      command.addAll(files);
      files.clear();
      Process stat = HostCommand.start(command);
      try (BufferedReader lines = stat.inputReader()) {
        lines.lines().forEach(this::file);
      } finally {
        stat.destroyForcibly();
      }
    }

    private void file(String line) {
      String[] fields = line.split(" ");
      boolean counts =
          fields.length == 4
              && devices.contains(Long.parseLong(fields[0]))
              && fields[1].equals("0")
              && known.add(fields[0] + " " + fields[3]);
      bytes += counts ? TreeSize.taken(fields[2]) : 0;
    }
  }
}
