package paas.router.control;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertNotNull;

import java.io.IOException;
import java.net.StandardProtocolFamily;
import java.net.UnixDomainSocketAddress;
import java.nio.channels.ServerSocketChannel;
import java.nio.channels.SocketChannel;
import java.nio.file.Path;
import java.util.concurrent.BlockingQueue;
import java.util.concurrent.LinkedBlockingQueue;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicInteger;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class AcceptorTest {
  @TempDir Path directory;

  @Test
  void connectionThatCannotBeSeenToIsTheOnlyOne() throws Exception {
    UnixDomainSocketAddress address = UnixDomainSocketAddress.of(directory.resolve("socket"));
    ServerSocketChannel server = ServerSocketChannel.open(StandardProtocolFamily.UNIX);
    server.bind(address);
    AtomicInteger connections = new AtomicInteger();
    BlockingQueue<Integer> greeted = new LinkedBlockingQueue<>();
    Acceptor.Greeting greeting =
        socket -> {
          socket.close();
          int which = connections.incrementAndGet();
          switch (which) {
            // What Thread.start throws.
            case 1 -> throw new OutOfMemoryError("unable to create native thread");
            case 2 -> throw new IOException("Too many open files");
            default -> greeted.add(which);
          }
        };
    try (Acceptor acceptor = new Acceptor(server, greeting)) {
      acceptor.start();
      for (int i = 0; i < 3; i++) {
        SocketChannel.open(address).close();
      }
      Integer third = greeted.poll(10, TimeUnit.SECONDS);
      assertNotNull(third, "nobody is greeted any more");
      assertEquals(3, third);
    }
  }
}
