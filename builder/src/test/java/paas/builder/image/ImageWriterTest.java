package paas.builder.image;

import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.net.StandardProtocolFamily;
import java.net.UnixDomainSocketAddress;
import java.nio.ByteBuffer;
import java.nio.channels.ServerSocketChannel;
import java.nio.channels.SocketChannel;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import paas.builder.fetch.Stop;
import paas.runner.engine.Engine;

class ImageWriterTest {
  private static final String VERSION = "{\"ApiVersion\":\"1.47\",\"MinAPIVersion\":\"1.24\"}";

  @TempDir private Path dir;

  /** Stopped once, by the test. */
  private static final class Once implements Stop {
    private final List<Runnable> closers = new ArrayList<>();
    private boolean stopped;

    @Override
    public synchronized boolean stopped() {
      return stopped;
    }

    @Override
    public synchronized void onStop(Runnable closer) {
      closers.add(closer);
    }

    private synchronized void now() {
      stopped = true;
      closers.forEach(Runnable::run);
    }
  }

  /** Takes images whole and says nothing, as one does that unpacks them. */
  private static void unpackForEver(ServerSocketChannel server, CountDownLatch taken) {
    try {
      while (true) {
        SocketChannel client = server.accept();
        Thread.ofVirtual().start(() -> serve(client, taken));
      }
    } catch (IOException closed) {
      // The test is over.
    }
  }

  private static void serve(SocketChannel client, CountDownLatch taken) {
    ByteBuffer buffer = ByteBuffer.allocate(4096);
    StringBuilder text = new StringBuilder();
    try (client) {
      while (client.read(buffer.clear()) >= 0) {
        text.append(StandardCharsets.ISO_8859_1.decode(buffer.flip()));
        if (text.indexOf("GET /version") == 0 && text.indexOf("\r\n\r\n") > 0) {
          String answer =
              "HTTP/1.1 200 OK\r\nContent-Length: " + VERSION.length() + "\r\n\r\n" + VERSION;
          client.write(ByteBuffer.wrap(answer.getBytes(StandardCharsets.ISO_8859_1)));
          return;
        }
        if (text.toString().endsWith("\r\n0\r\n\r\n")) {
          taken.countDown();
        }
      }
    } catch (IOException gone) {
      // Whoever sent it went away.
    }
  }

  @Test
  void aStopEndsTheWaitForAnEngineThatUnpacks() throws Exception {
    Path socket = dir.resolve("engine.sock");
    CountDownLatch taken = new CountDownLatch(1);
    Once stop = new Once();
    try (ServerSocketChannel server = ServerSocketChannel.open(StandardProtocolFamily.UNIX);
        ExecutorService threads = Executors.newVirtualThreadPerTaskExecutor();
        Engine engine = new Engine(socket)) {
      server.bind(UnixDomainSocketAddress.of(socket));
      threads.execute(() -> unpackForEver(server, taken));
      Future<Void> sent =
          threads.submit(() -> {
            ImageWriter.send(engine, new ByteArrayInputStream(new byte[100_000]), stop);
            return null;
          });
      try {
        assertTrue(taken.await(60, TimeUnit.SECONDS), "the engine has all of it");
        stop.now();
        assertThrows(ExecutionException.class, () -> ended(sent));
      } finally {
        engine.close(); // Nobody waits on: the executor would, for the engine's answer.
        server.close();
      }
    }
  }

  private static void ended(Future<Void> sent)
      throws ExecutionException, InterruptedException, TimeoutException {
    sent.get(20, TimeUnit.SECONDS);
  }
}
