package paas.cli.websocket;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.io.OutputStream;
import java.net.Socket;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.LinkedBlockingQueue;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;

class WebSocketTest {
  /** A peer that takes nothing until it may. */
  private static final class Stuck extends OutputStream {
    final CountDownLatch entered = new CountDownLatch(1);
    final CountDownLatch free = new CountDownLatch(1);
    final LinkedBlockingQueue<Integer> opcodes = new LinkedBlockingQueue<>();

    @Override
    public void write(byte[] frame) throws IOException {
      entered.countDown();
      try {
        free.await();
      } catch (InterruptedException e) {
        throw new IOException(e);
      }
      opcodes.add(frame[0] & 0x0f);
    }

    @Override
    public void write(int octet) {
      throw new UnsupportedOperationException();
    }
  }

  @Test
  @Timeout(20)
  void aPingIsNoReasonToStopReceivingWhileNothingCanBeSent() throws Exception {
    Stuck out = new Stuck();
    byte[] pingThenText = {(byte) 0x89, 0, (byte) 0x81, 2, 'o', 'k'};
    WebSocket webSocket = new WebSocket(new Socket(), new ByteArrayInputStream(pingThenText), out);
    Thread sender =
        new Thread(() -> {
          try {
            webSocket.send("much");
          } catch (IOException e) {
            throw new IllegalStateException(e);
          }
        });
    sender.start();
    assertTrue(out.entered.await(10, TimeUnit.SECONDS));

    List<String> heard = new ArrayList<>();
    webSocket.receive(
        new WebSocket.Listener() {
          @Override
          public void binary(byte[] bytes, int offset, int length, boolean first) {}

          @Override
          public boolean text(String message) {
            heard.add(message);
            return false;
          }
        });

    assertEquals(List.of("ok"), heard);
    out.free.countDown();
    assertEquals(Frame.TEXT, out.opcodes.poll(10, TimeUnit.SECONDS));
    assertEquals(Frame.PONG, out.opcodes.poll(10, TimeUnit.SECONDS));
    sender.join();
  }
}
