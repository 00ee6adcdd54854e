package paas.router.control;

import java.util.List;
import paas.router.http.Endpoint;
import paas.router.http.Patience;
import paas.router.http.RouteLoad;
import paas.router.http.RouteTable;
import paas.router.tls.TlsTable;

/** What the two ends of the control socket tell each other; each opens with {@link Hello}. */
sealed interface Frame {

  /**
   * @param generation of the table in force (0 from the control plane)
   * @param epoch of the router's request lines (empty from paasd, not from a router that took over)
   * @param takesDifferences whether tables may be told as what they have that the one before on
   *     this connection has not; ends of former builds do not say so, and are told whole ones
   */
  record Hello(int version, long generation, String epoch, boolean takesDifferences)
      implements Frame {
    /** Of this build. */
    Hello(int version, long generation, String epoch) {
      this(version, generation, epoch, true);
    }
  }

  /** Down: put this table in force. */
  record PutTable(RouteTable table) implements Frame {}

  /** Up: the table of this generation is in force. */
  record TableInForce(long generation) implements Frame {}

  /** Down: put these certificates and challenges in force. */
  record PutTls(TlsTable table) implements Frame {}

  /** Up: the TLS table of this generation is in force; told once unasked after the greeting. */
  record TlsInForce(long generation) implements Frame {}

  /** Down: tell when nothing is in flight on these endpoints, or when the time is up. */
  record AwaitDrained(long id, List<Endpoint> endpoints, Patience patience) implements Frame {
    public AwaitDrained {
      endpoints = List.copyOf(endpoints);
    }
  }

  /** Up: the answer, with the requests that are still in flight. */
  record Drained(long id, int inFlight) implements Frame {}

  /** Down: tell what the requests do at this moment; those of one app, or of all for no id. */
  record AskLoad(long id, String appId) implements Frame {}

  /** Up: the answer, by route. */
  record Load(long id, List<RouteLoad> routes) implements Frame {
    public Load {
      routes = List.copyOf(routes);
    }
  }

  /** Up: the next request lines; nothing more until they are acknowledged. */
  record Lines(List<RequestLine> lines) implements Frame {
    public Lines {
      lines = List.copyOf(lines);
    }
  }

  /** Up: requests wait for these apps, which the table in force says are asleep. */
  record Wake(List<String> appIds) implements Frame {
    public Wake {
      appIds = List.copyOf(appIds);
    }
  }

  /** Down: the lines up to this sequence are taken. */
  record LinesTaken(long sequence) implements Frame {}
}
