package paas.router.control;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertInstanceOf;
import static org.junit.jupiter.api.Assertions.assertSame;
import static org.junit.jupiter.api.Assertions.assertThrows;

import java.io.EOFException;
import java.io.IOException;
import java.net.SocketException;
import java.net.StandardProtocolFamily;
import java.net.UnixDomainSocketAddress;
import java.nio.channels.AsynchronousCloseException;
import java.nio.channels.ServerSocketChannel;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.BlockingQueue;
import java.util.concurrent.LinkedBlockingQueue;
import java.util.stream.IntStream;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;
import paas.router.http.Hostname;
import paas.router.http.Known;
import paas.router.http.Route;
import paas.router.http.RouteTable;
import paas.router.http.RoutedApp;
import paas.router.http.Target;

/** Tables over one connection: which are told whole, and what the other end has then. */
@Timeout(20)
class FrameChannelTest {
  private static final RouteTable FIRST =
      new RouteTable(1, List.of(route("a.test"), route("b.test")));
  private static final RouteTable SECOND =
      FIRST.next(2, List.of(FIRST.routes().get(1), route("c.test")));

  @TempDir Path directory;
  private FrameChannel here;
  private FrameChannel there;
  private final BlockingQueue<Frame> arrived = new LinkedBlockingQueue<>();

  private static Route route(String host) {
    return new Route(new Hostname(host), new Target.Blank(new RoutedApp("id", "app")));
  }

  @BeforeEach
  void connect() throws IOException {
    Path path = directory.resolve("socket");
    try (ServerSocketChannel server = ServerSocketChannel.open(StandardProtocolFamily.UNIX)) {
      server.bind(UnixDomainSocketAddress.of(path));
      here = FrameChannel.connect(path);
      there = new FrameChannel(server.accept(), () -> Known.NOTHING);
    }
    // Beside those that write: a large table does not fit into the socket.
    Thread.ofVirtual().start(this::read);
  }

  private void read() {
    try {
      while (true) {
        arrived.add(there.read());
      }
    } catch (IOException e) {
      // The end of the test.
    }
  }

  @AfterEach
  void close() throws IOException {
    here.close();
    there.close();
  }

  private void greet(boolean takesDifferences) throws IOException {
    there.write(new Frame.Hello(FrameCodec.VERSION, 0, "", takesDifferences));
    here.read();
  }

  private RouteTable pass(RouteTable table) throws Exception {
    here.write(new Frame.PutTable(table));
    return assertInstanceOf(Frame.PutTable.class, arrived.take()).table();
  }

  @Test
  void eachTableIsADifferenceFromTheOneBefore() throws Exception {
    greet(true);
    RouteTable first = pass(FIRST);
    assertEquals(FIRST, first);
    RouteTable second = pass(SECOND);
    assertEquals(SECOND, second);
    assertSame(first.routes().get(1), second.routes().get(0), "nothing was made for it");
    assertEquals(FIRST.next(3, FIRST.routes()), pass(FIRST.next(3, FIRST.routes())));
  }

  @Test
  void whoDoesNotTakeDifferencesGetsWholeTables() throws Exception {
    greet(false);
    RouteTable first = pass(FIRST);
    RouteTable second = pass(SECOND);
    assertEquals(SECOND, second);
    assertEquals(false, first.routes().get(1) == second.routes().get(0));
  }

  @Test
  void tableThatWasTooLargeIsNotWhatTheNextOneIsFrom() throws Exception {
    greet(true);
    pass(FIRST);
    RouteTable tooLarge = FIRST.next(2, large("h", 600));
    assertThrows(IllegalArgumentException.class, () -> here.write(new Frame.PutTable(tooLarge)));
    RouteTable next = FIRST.next(3, SECOND.routes());
    assertEquals(next, pass(next));
  }

  /** Of 60 KB each. */
  private static List<Route> large(String name, int count) {
    String id = "x".repeat(60_000);
    return IntStream.range(0, count)
        .mapToObj(i ->
            new Route(
                new Hostname(name + i + ".test"), new Target.Blank(new RoutedApp(id, "app" + i))))
        .toList();
  }

  /** Else it would be in force, and could neither be saved nor be told to who comes next. */
  @Test
  void tableThatGrewTooLargeInDifferencesIsRefusedToo() throws Exception {
    greet(true);
    pass(FIRST);
    RouteTable half = FIRST.next(2, large("a", 300));
    assertEquals(half, pass(half));
    List<Route> more = new ArrayList<>(half.routes());
    more.addAll(large("b", 300));
    RouteTable tooLarge = half.next(3, more);
    assertThrows(IllegalArgumentException.class, () -> here.write(new Frame.PutTable(tooLarge)));
    RouteTable next = half.next(4, large("c", 500));
    assertEquals(next, pass(next), "as many as fit");
  }

  @Test
  void anEndIsToldInWordsAndNotByTheNameOfAClass() {
    assertEquals("", FrameChannel.ending(new EOFException("The control connection was closed")));
    assertEquals("", FrameChannel.ending(new AsynchronousCloseException()));
    assertEquals(
        ": Connection reset", FrameChannel.ending(new SocketException("Connection reset")));
    assertEquals(": IOException without a message", FrameChannel.ending(new IOException()));
  }
}
