package paas.router.tls;

import java.nio.ByteBuffer;
import javax.net.ssl.SSLEngine;
import javax.net.ssl.SSLException;

/** A client and a server in memory, until both are done. */
final class Handshake {
  private static final int ROUNDS = 50;
  private static final int WIRE = 64 << 10;

  private Handshake() {}

  /**
   * @throws SSLException what the client says, or is told
   */
  static void between(SSLEngine client, SSLEngine server) throws SSLException {
    ByteBuffer toServer = ByteBuffer.allocate(WIRE);
    ByteBuffer toClient = ByteBuffer.allocate(WIRE);
    for (int i = 0; i < ROUNDS; i++) {
      pass(client, server, toServer);
      pass(server, client, toClient);
    }
  }

  /** BoringSSL sends tickets of TLS 1.3 with the first byte that it has to send. */
  static void greet(SSLEngine client, SSLEngine server) throws SSLException {
    ByteBuffer wire = ByteBuffer.allocate(WIRE);
    server.wrap(ByteBuffer.wrap(new byte[] {1}), wire);
    wire.flip();
    ByteBuffer came = ByteBuffer.allocate(WIRE);
    while (came.position() == 0) {
      client.unwrap(wire, came);
    }
  }

  /** One message at most; what the server does not like it tells the client. */
  private static void pass(SSLEngine from, SSLEngine to, ByteBuffer wire) throws SSLException {
    work(from);
    ofClient(from, () -> from.wrap(ByteBuffer.allocate(0), wire));
    wire.flip();
    work(to);
    ofClient(to, () -> to.unwrap(wire, ByteBuffer.allocate(WIRE)));
    wire.compact();
  }

  private interface Step {
    void run() throws SSLException;
  }

  private static void ofClient(SSLEngine engine, Step step) throws SSLException {
    try {
      step.run();
    } catch (SSLException e) {
      if (engine.getUseClientMode()) {
        throw e;
      }
    }
  }

  private static void work(SSLEngine engine) {
    Runnable task = engine.getDelegatedTask();
    while (task != null) {
      task.run();
      task = engine.getDelegatedTask();
    }
  }
}
