package paas.runner.engine;

import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;
import java.net.StandardProtocolFamily;
import java.net.UnixDomainSocketAddress;
import java.nio.channels.Channels;
import java.nio.channels.ServerSocketChannel;
import java.nio.channels.SocketChannel;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.util.List;
import java.util.concurrent.CopyOnWriteArrayList;

/** A socket that answers every connection with a script, to be as bad an engine as a test needs. */
final class FakeEngine implements AutoCloseable {
  private final ServerSocketChannel server;
  private final Script script;
  private final List<SocketChannel> accepted = new CopyOnWriteArrayList<>();

  /** Request lines in the order in which they came. */
  final List<String> requests = new CopyOnWriteArrayList<>();

  /** What one connection does; the request's head has been read. */
  @FunctionalInterface
  interface Script {
    void answer(String requestLine, InputStream in, OutputStream out, SocketChannel channel)
        throws IOException;
  }

  private FakeEngine(ServerSocketChannel server, Script script) {
    this.server = server;
    this.script = script;
  }

  static FakeEngine listen(Path socket, Script script) throws IOException {
    ServerSocketChannel server = ServerSocketChannel.open(StandardProtocolFamily.UNIX);
    server.bind(UnixDomainSocketAddress.of(socket));
    var engine = new FakeEngine(server, script);
    Thread.ofVirtual().name("fake-engine").start(engine::accept);
    return engine;
  }

  static void send(OutputStream out, String text) throws IOException {
    out.write(text.getBytes(StandardCharsets.ISO_8859_1));
    out.flush();
  }

  static String json(int status, String body) {
    return "HTTP/1.1 " + status + " X\r\nContent-Length: " + body.length() + "\r\n\r\n" + body;
  }

  @Override
  public void close() throws IOException {
    server.close();
    for (SocketChannel each : accepted) {
      each.close();
    }
  }

  private void accept() {
    try {
      while (true) {
        SocketChannel channel = server.accept();
        accepted.add(channel);
        Thread.ofVirtual().name("fake-connection").start(() -> serve(channel));
      }
    } catch (IOException closed) {
      // The test is over.
    }
  }

  private void serve(SocketChannel channel) {
    try {
      InputStream in = Channels.newInputStream(channel);
      String requestLine = ResponseHead.line(in, 4096);
      requests.add(requestLine);
      for (String line = requestLine; !line.isEmpty(); ) {
        line = ResponseHead.line(in, 4096);
      }
      script.answer(requestLine, in, Channels.newOutputStream(channel), channel);
    } catch (IOException closed) {
      // The client went away, as some tests want it to.
    }
  }
}
