package paas.router.http.proxy;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.lang.management.ManagementFactory;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.stream.Collectors;
import javax.management.JMException;
import javax.management.ObjectName;
import org.junit.jupiter.api.Test;

/**
 * Tunnels idle for days, thousands of them: each keeps what its request line tells, and no head.
 */
class IdleTunnelTest {
  private static final int TUNNELS = 200;
  private static final String HEADS = "paas.router.http.";

  /** Instances that are reachable, by class. */
  private static Map<String, Long> living() throws JMException {
    String histogram =
        (String)
            ManagementFactory.getPlatformMBeanServer()
                .invoke(
                    new ObjectName("com.sun.management:type=DiagnosticCommand"),
                    "gcClassHistogram",
                    new Object[] {new String[0]},
                    new String[] {String[].class.getName()});
    return histogram
        .lines()
        .map(line -> line.trim().split("\\s+"))
        .filter(words -> words.length >= 4 && words[0].endsWith(":"))
        .collect(Collectors.toMap(words -> words[3], words -> Long.valueOf(words[1]), Long::sum));
  }

  private static void assertFewMore(String type, Map<String, Long> before, Map<String, Long> now) {
    long more = now.getOrDefault(type, 0L) - before.getOrDefault(type, 0L);
    assertTrue(more < TUNNELS / 2, more + " more of " + type);
  }

  private static TestApp app() throws java.io.IOException {
    return TestApp.start(
        "web.1",
        wire -> {
          wire.readHead();
          wire.send(
              "HTTP/1.1 101 Go on\r\nUpgrade: websocket\r\nConnection: Upgrade\r\nX-A: b\r\n\r\n");
          wire.in().read();
        });
  }

  @Test
  void idleTunnelKeepsNoHeadAndNoDecoder() throws Exception {
    List<Wire> wires = new ArrayList<>();
    try (TestApp app = app();
        TestRouter router = TestRouter.open().serve(app)) {
      Map<String, Long> before = living();
      for (int i = 0; i < TUNNELS; i++) {
        Wire wire = router.connect();
        wires.add(wire);
        wire.send("GET /ws HTTP/1.1\r\nHost: shop.test\r\nX-C: d\r\n");
        wire.send("Connection: Upgrade\r\nUpgrade: websocket\r\n\r\n");
        assertTrue(wire.readHead());
        assertEquals(101, wire.status());
      }
      Map<String, Long> now = living();
      assertTrue(
          now.getOrDefault(HEADS + "proxy.Exchange", 0L) >= TUNNELS, "the tunnels are there");
      assertFewMore(HEADS + "message.ResponseHead", before, now);
      assertFewMore(HEADS + "h1.RequestDecoder", before, now);
      assertFewMore(HEADS + "h1.ResponseDecoder", before, now);
      assertFewMore(HEADS + "h1.HeadLines", before, now);
      assertFewMore("io.netty.handler.codec.http.ReadOnlyHttpHeaders", before, now);
      assertFewMore("io.netty.util.AsciiString", before, now);
      wires.getFirst().close();
      String line = router.line();
      assertTrue(line.contains("method=GET path=\"/ws\" host=shop.test"), line);
    } finally {
      for (Wire wire : wires) {
        wire.close();
      }
    }
  }
}
