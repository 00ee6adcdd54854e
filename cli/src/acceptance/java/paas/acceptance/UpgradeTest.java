package paas.acceptance;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertNotEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.io.IOException;
import java.io.InputStream;
import java.net.InetAddress;
import java.net.Socket;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.util.Set;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;

/** 200 requests per second, a download and a WebSocket while one router follows another. */
@Tag("acceptance")
class UpgradeTest {
  private static final Platform PLATFORM = Platform.shared();
  private static final String APP = "upgraded";

  /** Sends a byte each half second for longer than a router that stops would wait. */
  private static final int SLOW_BYTES = 40;

  private static final String SERVER =
      """
      const http = require('http')
      const server = http.createServer((request, response) => {
        if (request.url !== '/slow') return response.end('here')
        response.writeHead(200, {'Content-Length': %d})
        let left = %d
        const timer = setInterval(() => {
          response.write('x')
          if (--left === 0) { clearInterval(timer); response.end() }
        }, 500)
      })
      server.on('upgrade', (request, socket) => {
        socket.write('HTTP/1.1 101 Switching Protocols\\r\\nUpgrade: echo\\r\\nConnection: Upgrade\\r\\n\\r\\n')
        socket.on('error', () => {})
        socket.pipe(socket)
      })
      server.listen(process.env.PORT, () => console.log('listening'))
      """
          .formatted(SLOW_BYTES, SLOW_BYTES);

  private static Socket begin(String path, String more) throws IOException {
    Socket socket = new Socket(InetAddress.getLoopbackAddress(), PLATFORM.httpPort);
    socket.setSoTimeout(60_000);
    send(socket, "GET " + path + " HTTP/1.1\r\nHost: " + APP + ".localhost\r\n" + more + "\r\n");
    String head = "";
    for (int c = socket.getInputStream().read(); c >= 0; c = socket.getInputStream().read()) {
      head += (char) c;
      if (head.endsWith("\r\n\r\n")) {
        break;
      }
    }
    assertTrue(head.matches("(?s)HTTP/1.1 (200|101) .*"), head);
    return socket;
  }

  private static void send(Socket socket, String text) throws IOException {
    socket.getOutputStream().write(text.getBytes(StandardCharsets.US_ASCII));
  }

  private static String read(InputStream in, int bytes) throws IOException {
    return new String(in.readNBytes(bytes), StandardCharsets.US_ASCII);
  }

  private static void goesOn(Load load) {
    int now = load.requests();
    Await.until("requests go on", () -> load.requests() > now + 200);
  }

  @Test
  void nothingIsRefusedOrBrokenWhileTheRouterIsUpgradedAndRestarted() throws Exception {
    PLATFORM
        .repository(APP)
        .withServer("")
        .with("server.js", SERVER)
        .commit("one")
        .push()
        .mustSucceed();
    long first = PLATFORM.pid("paas-router");
    try (Load load = Load.on(PLATFORM, APP, 200);
        Socket download = begin("/slow", "");
        Socket tunnel = begin("/", "Upgrade: echo\r\nConnection: Upgrade\r\n")) {
      goesOn(load);
      Files.delete(PLATFORM.home.resolve("run/paas-router.started"));
      PLATFORM.up();
      long second = PLATFORM.pid("paas-router");
      assertNotEquals(first, second);
      goesOn(load);
      ProcessHandle.of(second).orElseThrow().destroy();
      Await.until("another router serves", () -> PLATFORM.pid("paas-router") != second);
      goesOn(load);
      send(tunnel, "still there");
      assertEquals("still there", read(tunnel.getInputStream(), 11));
      assertEquals("x".repeat(SLOW_BYTES), read(download.getInputStream(), SLOW_BYTES));
      load.close();
      assertEquals(Set.of(), load.failures());
      assertEquals(Set.of("here"), load.answers());
    }
  }

  @Test
  void noConnectionIsRefusedWhenTheRouterIsKilled() throws Exception {
    String app = "router-killed";
    PLATFORM.repository(app).withServer("here").commit("one").push().mustSucceed();
    try (Load load = Load.on(PLATFORM, app, 200)) {
      // One that dies soon after its start is taken for broken.
      Await.until("it has lived for a while", () -> load.requests() > 1_500);
      PLATFORM.kill9("paas-router");
      goesOn(load);
      load.close();
      assertTrue(
          load.failures().stream().noneMatch(failure -> failure.contains("ConnectException")),
          "refused: " + load.failures());
    }
  }
}
