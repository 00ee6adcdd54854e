package paas.cli.websocket;

import java.io.IOException;
import java.util.concurrent.ArrayBlockingQueue;
import java.util.concurrent.BlockingQueue;

/**
 * Answers pings from a thread of its own. The thread that receives must not wait until it may send:
 * the other side takes nothing more while what it sends back is not read. Only the newest ping is
 * answered, as RFC 6455 section 5.5.3 allows.
 */
final class Pongs {
  /** Sends one answer; blocks while the other side does not read. */
  interface Sender {
    void send(byte[] payload) throws IOException;
  }

  private final Sender sender;
  private final BlockingQueue<byte[]> owed = new ArrayBlockingQueue<>(1);
  private boolean started;

  Pongs(Sender sender) {
    this.sender = sender;
  }

  /** Returns at once. Called by the one thread that receives. */
  void owe(byte[] payload) {
    owed.clear();
    owed.add(payload);
    if (!started) {
      started = true;
      Thread thread = new Thread(this::answer, "paas-pong");
      thread.setDaemon(true);
      thread.start();
    }
  }

  private void answer() {
    try {
      while (true) {
        sender.send(owed.take());
      }
    } catch (IOException e) {
      // The connection is gone: the receiving thread notices, and reports it.
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
    }
  }
}
