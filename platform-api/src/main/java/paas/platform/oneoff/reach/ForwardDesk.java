package paas.platform.oneoff.reach;

import java.io.IOException;
import java.net.InetSocketAddress;
import java.net.Socket;
import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;
import java.util.List;
import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;
import java.util.stream.Collectors;
import paas.platform.access.User;
import paas.platform.app.App;
import paas.platform.deploy.Journal;
import paas.platform.fault.Rejected;
import paas.platform.oneoff.Attached;
import paas.platform.oneoff.EngineFaults;
import paas.platform.oneoff.Pending;
import paas.runner.InstanceId;
import paas.runner.Instances;

/** Connects people to ports of instances that run. Thread-safe, blocking. */
public final class ForwardDesk {
  private static final Duration CONNECT = Duration.ofSeconds(5);
  private static final int LAST_PORT = 65_535;

  /** Connections of one app at a time. */
  private static final int MOST = 100;

  /** A browser opens dozens of connections: the log has one line for all of an hour. */
  private static final Duration QUIET = Duration.ofHours(1);

  private static final int MOST_KNOWN = 1_000;

  private final Instances instances;
  private final Targets targets;
  private final Journal journal;
  private final InstantSource clock;
  private final Bound bound = new Bound("forwarded connections", MOST);
  private final Map<Said, Instant> said = new ConcurrentHashMap<>();

  ForwardDesk(Instances instances, Targets targets, Journal journal, InstantSource clock) {
    this.instances = instances;
    this.targets = targets;
    this.journal = journal;
    this.clock = clock;
  }

  private record Said(InstanceId instance, int port, User by) {}

  /** One connection to a port of an instance such as {@code web.1}; opens nothing yet. */
  public Pending forward(App app, String instance, int port, User by) {
    if (port < 1 || port > LAST_PORT) {
      throw Rejected.invalid("'port' must be 1 to " + LAST_PORT + ".");
    }
    bound.require(app);
    Target target = targets.find(app, instance);
    return new Pending(app, target.name(), () -> attach(target, port, by));
  }

  private Attached attach(Target target, int port, User by) {
    Runnable leave = bound.enter(target.app());
    boolean connected = false;
    try {
      say(target, port, by);
      var connection = new Connection(connect(target, port));
      connected = true;
      return new Attached(connection, false, code -> {}, leave);
    } finally {
      if (!connected) {
        leave.run();
      }
    }
  }

  private void say(Target target, int port, User by) {
    Instant now = clock.instant();
    if (said.size() >= MOST_KNOWN) {
      said.clear();
    }
    var key = new Said(target.instance().id(), port, by);
    Instant before = said.getOrDefault(key, Instant.MIN);
    if (before.isBefore(now.minus(QUIET))) {
      said.put(key, now);
      journal.event(
          target.app().id(),
          "Forward to port " + port + " of " + target.name() + " by user " + by.email());
    }
  }

  /** By its address on its app's network, as the probe and the router do. */
  private Socket connect(Target target, int port) {
    Socket socket = new Socket();
    try {
      socket.setTcpNoDelay(true);
      socket.connect(
          new InetSocketAddress(target.state().address(), port), (int) CONNECT.toMillis());
      return socket;
    } catch (IOException e) {
      close(socket);
      throw Rejected.conflict(unreached(target, port));
    }
  }

  private String unreached(Target target, int port) {
    List<Integer> ports =
        EngineFaults.translated(() -> instances.listeningPorts(target.instance().id()));
    String listens =
        ports.isEmpty()
            ? "it listens on no port"
            : "it listens on "
                + ports.stream().map(String::valueOf).collect(Collectors.joining(", "));
    return "Port %d of %s cannot be connected to: %s (on its own loopback address does not count)."
        .formatted(port, target, listens);
  }

  private static void close(Socket socket) {
    try {
      socket.close();
    } catch (IOException e) {
      throw new IllegalStateException("A socket that was never connected does not close", e);
    }
  }
}
