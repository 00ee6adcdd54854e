package paas.acceptance;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.net.http.HttpClient;
import java.util.List;
import java.util.Set;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;

/**
 * 200 requests per second, and slow clients, streams and WebSockets besides, on an app while it is
 * deployed, scaled, restarted and rolled back.
 */
@Tag("acceptance")
class ZeroDowntimeTest {
  private static final Platform PLATFORM = Platform.shared();
  private static final String APP = "no-gap";

  /** RFC 6455, section 7.4.1. */
  static final int GOING_AWAY = 1001;

  @Test
  void noExchangeFailsWhileTheAppChanges() throws Exception {
    Repository repository = server(PLATFORM.repository(APP), "one");
    repository.push().mustSucceed();
    PLATFORM.paas("ps:set", "web", "websocket-grace=30", "-a", APP).mustSucceed();
    try (Load load = Load.on(PLATFORM, APP, 200);
        Clients others = Clients.on(PLATFORM, APP, 40);
        HttpClient client = HttpClient.newHttpClient()) {
      EchoSocket.Speaker socket = EchoSocket.open(client, PLATFORM, APP);
      Await.until("the load runs", () -> load.requests() > 200);
      server(repository, "two").push().mustSucceed();
      Await.until("the next release serves", () -> load.answers().contains("two"));
      socket.awaitEchoOf("still with the one before");
      PLATFORM.paas("ps:scale", "web=3", "-a", APP).mustSucceed();
      PLATFORM.paas("config:set", "KEY=x", "-a", APP).mustSucceed();
      PLATFORM.paas("ps:restart", "-a", APP).mustSucceed();
      PLATFORM.paas("ps:scale", "web=1", "-a", APP).mustSucceed();
      PLATFORM.paas("rollback", "v2", "-a", APP).mustSucceed();
      int after = load.requests();
      Await.until("requests go on", () -> load.requests() > after + 200);
      assertEquals(GOING_AWAY, socket.awaitClose());
      noneFailed(others.end());
      assertEquals(Set.of(), load.failures());
      assertEquals(Set.of("one", "two"), load.answers());
      assertTrue(load.requests() > 1_000, "only " + load.requests() + " requests were made");
    }
  }

  /** Each line is a kind of exchange, how many were whole, and how many failed. */
  private static void noneFailed(String told) {
    for (String kind :
        List.of("keep-alive", "new connection", "slow request", "stream", "WebSocket")) {
      assertTrue(told.matches("(?s).*\\b" + kind + "\t[1-9]\\d*\t0\n.*"), told);
    }
    assertFalse(told.contains("failed"), told);
  }

  /** It streams and echoes, too, and ends at SIGTERM what it has begun. */
  static Repository server(Repository repository, String text) {
    return repository
        .with("package.json", "{\"name\":\"app\",\"version\":\"1.0.0\"}")
        .with("Procfile", "web: node server.js\n")
        .with("text.js", "module.exports = '" + text + "'\n")
        .with(
            "server.js",
            """
            const text = require('./text.js')
            const sockets = new Set()
            const server = require('http').createServer((request, response) => {
              if (request.url !== '/stream') return response.end(text)
              let piece = 0
              const timer = setInterval(() => {
                response.write(piece + '\\n')
                if (++piece === 30) { clearInterval(timer); response.end() }
              }, 100)
            })
            server.on('upgrade', (request, socket) => {
              const key = request.headers['sec-websocket-key'] + '258EAFA5-E914-47DA-95CA-C5AB0DC85B11'
              socket.write('HTTP/1.1 101 Switching Protocols\\r\\nUpgrade: websocket\\r\\n' +
                'Connection: Upgrade\\r\\nSec-WebSocket-Accept: ' +
                require('crypto').createHash('sha1').update(key).digest('base64') + '\\r\\n\\r\\n')
              sockets.add(socket)
              socket.on('close', () => sockets.delete(socket))
              socket.on('error', () => socket.destroy())
              let input = Buffer.alloc(0)
              socket.on('data', data => {
                input = Buffer.concat([input, data])
                while (input.length >= 6 && input.length >= 6 + (input[1] & 127)) {
                  const length = input[1] & 127, mask = input.subarray(2, 6), opcode = input[0] & 15
                  const said = input.subarray(6, 6 + length).map((byte, i) => byte ^ mask[i % 4])
                  input = input.subarray(6 + length)
                  socket.write(Buffer.concat([Buffer.from([128 | opcode, length]), said]))
                  if (opcode === 8) socket.end()
                }
              })
            })
            server.listen(process.env.PORT)
            process.on('SIGTERM', () => {
              server.close(() => process.exit(0))
              for (const socket of sockets) socket.write(Buffer.from([136, 2, 3, 233]))
            })
            """)
        .commit(text);
  }
}
