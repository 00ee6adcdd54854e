package paas.router.http.proxy;

import static java.nio.charset.StandardCharsets.ISO_8859_1;

import java.io.BufferedInputStream;
import java.io.ByteArrayOutputStream;
import java.io.EOFException;
import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;
import java.net.InetSocketAddress;
import java.net.Socket;
import java.util.ArrayList;
import java.util.List;

/**
 * One end of a raw HTTP/1.1 connection: sends what it is told, reads heads and bodies by their
 * framing.
 */
final class Wire implements AutoCloseable {
  private final Socket socket;
  private final InputStream in;
  private final OutputStream out;
  private String startLine = "";
  private List<String> fields = List.of();

  Wire(Socket socket) throws IOException {
    this.socket = socket;
    socket.setTcpNoDelay(true);
    socket.setSoTimeout(30_000);
    in = new BufferedInputStream(socket.getInputStream(), 64 << 10);
    out = socket.getOutputStream();
  }

  static Wire to(InetSocketAddress address) throws IOException {
    return to("127.0.0.1", address.getPort());
  }

  static Wire to(String address, int port) throws IOException {
    Socket socket = new Socket();
    socket.connect(new InetSocketAddress(address, port), 5_000);
    return new Wire(socket);
  }

  void send(String text) throws IOException {
    send(text.getBytes(ISO_8859_1));
  }

  void send(byte[] bytes) throws IOException {
    out.write(bytes);
    out.flush();
  }

  void send(byte[] bytes, int length) throws IOException {
    out.write(bytes, 0, length);
  }

  /**
   * @return false when the other end closed instead
   */
  boolean readHead() throws IOException {
    String line = readLine();
    if (line.isEmpty()) {
      return false;
    }
    startLine = line;
    fields = new ArrayList<>();
    for (line = readLine(); !line.isEmpty(); line = readLine()) {
      fields.add(line);
    }
    return true;
  }

  /** A line without its end; empty at an empty line and at the end of the stream. */
  String readLine() throws IOException {
    ByteArrayOutputStream line = new ByteArrayOutputStream();
    for (int b = in.read(); b >= 0 && b != '\n'; b = in.read()) {
      line.write(b);
    }
    return line.toString(ISO_8859_1).stripTrailing();
  }

  String startLine() {
    return startLine;
  }

  List<String> fields() {
    return fields;
  }

  int status() {
    return Integer.parseInt(startLine.split(" ", -1)[1]);
  }

  /** The value of a field, or empty; all values joined by " | " when there are several. */
  String field(String name) {
    List<String> values = new ArrayList<>();
    for (String field : fields) {
      int colon = field.indexOf(':');
      if (field.substring(0, colon).equalsIgnoreCase(name)) {
        values.add(field.substring(colon + 1).strip());
      }
    }
    return String.join(" | ", values);
  }

  /** The body as the head frames it: chunked, by length, or none. */
  String readBody() throws IOException {
    if (field("Transfer-Encoding").equalsIgnoreCase("chunked")) {
      StringBuilder body = new StringBuilder();
      for (int size = chunkSize(); size > 0; size = chunkSize()) {
        body.append(readBytes(size));
        readLine();
      }
      while (!readLine().isEmpty()) {
        // Trailers.
      }
      return body.toString();
    }
    String length = field("Content-Length");
    return length.isEmpty() ? "" : readBytes(Integer.parseInt(length));
  }

  private int chunkSize() throws IOException {
    String line = readLine();
    if (line.isEmpty()) {
      throw new EOFException("The chunked body was cut");
    }
    return Integer.parseInt(line, 16);
  }

  String readBytes(int count) throws IOException {
    byte[] bytes = in.readNBytes(count);
    if (bytes.length < count) {
      throw new EOFException("Only " + bytes.length + " of " + count + " bytes came");
    }
    return new String(bytes, ISO_8859_1);
  }

  /** Reads and counts until the other end closes. */
  long drain() throws IOException {
    byte[] buffer = new byte[64 << 10];
    long total = 0;
    for (int n = in.read(buffer); n >= 0; n = in.read(buffer)) {
      total += n;
    }
    return total;
  }

  String readToEnd() throws IOException {
    return new String(in.readAllBytes(), ISO_8859_1);
  }

  /** Reads a body of known length without keeping it. */
  void skip(long count) throws IOException {
    byte[] buffer = new byte[64 << 10];
    long left = count;
    while (left > 0) {
      int n = in.read(buffer, 0, (int) Math.min(buffer.length, left));
      if (n < 0) {
        throw new EOFException(left + " bytes are missing");
      }
      left -= n;
    }
  }

  InputStream in() {
    return in;
  }

  Socket socket() {
    return socket;
  }

  /** Sends a GET and reads the answer. */
  String get(String host, String path) throws IOException {
    send("GET " + path + " HTTP/1.1\r\nHost: " + host + "\r\n\r\n");
    return answer();
  }

  /** Reads one answer and gives its body. */
  String answer() throws IOException {
    if (!readHead()) {
      throw new EOFException("The connection was closed without an answer");
    }
    return readBody();
  }

  @Override
  public void close() throws IOException {
    socket.close();
  }
}
