package paas.runner.process;

import java.io.IOException;
import java.nio.file.DirectoryStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;

/**
 * A process in a container that leads a session, and all that it started there and that did not
 * make a session of their own (setsid(2)).
 *
 * <p>A member has the leader's number as its session in {@code /proc/PID/stat} and the container's
 * id in {@code /proc/PID/cgroup}. It is held by a pidfd first and looked at then, so that the
 * signal goes to what was looked at, or to nothing. So a number that is used again reaches at worst
 * another process of the same container.
 *
 * @param leader the process's number as the host sees it
 * @param container its id
 */
public record ProcessSession(long leader, String container) {
  private static final Path PROC = Path.of("/proc");

  /** Whether the leader is still there; one that is a zombie is not. */
  public boolean leads() {
    return isMember(leader);
  }

  /**
   * Sends a signal to every member.
   *
   * @return how many took it
   */
  public int signal(Signal signal) {
    int taken = 0;
    for (long pid : candidates()) {
      taken += send(pid, signal) ? 1 : 0;
    }
    return taken;
  }

  private boolean send(long pid, Signal signal) {
    return PidFd.open(pid)
        .map(process -> {
          try (process) {
            return isMember(pid) && process.send(signal);
          }
        })
        .orElse(false);
  }

  private List<Long> candidates() {
    List<Long> found = new ArrayList<>();
    try (DirectoryStream<Path> entries = Files.newDirectoryStream(PROC, "[1-9]*")) {
      for (Path entry : entries) {
        long pid = Long.parseLong(entry.getFileName().toString());
        if (isMember(pid)) {
          found.add(pid);
        }
      }
    } catch (IOException e) {
      throw new IllegalStateException("/proc cannot be listed", e);
    }
    return found;
  }

  private boolean isMember(long pid) {
    Path entry = PROC.resolve(Long.toString(pid));
    try {
      Stat stat = Stat.parse(Files.readString(entry.resolve("stat")));
      return stat.session() == leader
          && stat.alive()
          && Files.readString(entry.resolve("cgroup")).contains(container);
    } catch (IOException gone) {
      return false;
    }
  }
}
