package paas.runner.docker;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.Stream;
import paas.runner.Listener;

/**
 * Reads which TCP ports a process's network namespace listens on, from {@code /proc/PID/net/tcp}
 * and {@code tcp6} (proc(5)): index, local address, remote address, state 0A for LISTEN, and more.
 */
final class ListenerTable {
  private static final Pattern LISTENING =
      Pattern.compile("\\s*\\d+: ([0-9A-F]{8}|[0-9A-F]{32}):([0-9A-F]{4}) [0-9A-F:]+ 0A .*");

  /** 127.0.0.11 in the file's byte order: the engine's own name server in every container. */
  private static final String ENGINE_DNS = "0B00007F";

  private final Path proc;

  ListenerTable(Path proc) {
    this.proc = proc;
  }

  /** Empty when the process is gone or not visible from here. */
  List<Listener> of(long pid) {
    Path net = proc.resolve(Long.toString(pid)).resolve("net");
    return Stream.of("tcp", "tcp6").map(net::resolve).flatMap(ListenerTable::lines).toList();
  }

  static Stream<Listener> parse(Stream<String> lines) {
    return lines
        .map(LISTENING::matcher)
        .filter(Matcher::matches)
        .filter(line -> !line.group(1).equals(ENGINE_DNS))
        .map(line -> new Listener(Integer.parseInt(line.group(2), 16), loopback(line.group(1))));
  }

  private static Stream<Listener> lines(Path table) {
    try {
      return parse(Files.readAllLines(table).stream());
    } catch (IOException gone) {
      return Stream.empty();
    }
  }

  /** Little-endian words: 127.x.x.x, ::1, or ::ffff:127.x.x.x. */
  private static boolean loopback(String address) {
    return address.length() == 8
        ? address.endsWith("7F")
        : address.equals("00000000000000000000000001000000")
            || (address.startsWith("0000000000000000FFFF0000") && address.endsWith("7F"));
  }
}
