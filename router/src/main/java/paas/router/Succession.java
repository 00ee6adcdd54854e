package paas.router;

import java.net.InetSocketAddress;
import java.util.HashMap;
import java.util.Iterator;
import java.util.List;
import java.util.Map;

/**
 * What a router takes over from whoever started it.
 *
 * @param held descriptors of sockets that listen already, by their addresses
 * @param takesOver whether another router serves this home until this one does
 */
public record Succession(Map<InetSocketAddress, Integer> held, boolean takesOver) {
  /** Nothing: the router binds its sockets itself, and is the only one in its home. */
  public static final Succession NONE = new Succession(Map.of(), false);

  /** The first descriptor that is passed, by the protocol of sd_listen_fds(3). */
  private static final int FIRST = 3;

  public Succession {
    held = Map.copyOf(held);
  }

  /**
   * Reads LISTEN_PID, LISTEN_FDS and LISTEN_FDNAMES as of sd_listen_fds(3), with the names {@code
   * http} and {@code https}, and PAAS_ROUTER_TAKES_OVER.
   */
  static Succession from(Map<String, String> environment, long pid, RouterSettings settings) {
    boolean takesOver = environment.containsKey("PAAS_ROUTER_TAKES_OVER");
    if (!environment.getOrDefault("LISTEN_PID", "").equals(Long.toString(pid))) {
      return new Succession(Map.of(), takesOver);
    }
    List<String> names = List.of(environment.getOrDefault("LISTEN_FDNAMES", "").split(":"));
    Iterator<InetSocketAddress> secure = settings.tlsListen().iterator();
    Map<InetSocketAddress, Integer> held = new HashMap<>();
    for (int i = 0; i < names.size(); i++) {
      if (names.get(i).equals("http")) {
        held.put(settings.listen(), FIRST + i);
      } else if (names.get(i).equals("https") && secure.hasNext()) {
        held.put(secure.next(), FIRST + i);
      }
    }
    return new Succession(held, takesOver);
  }
}
