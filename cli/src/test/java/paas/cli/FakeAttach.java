package paas.cli;

import java.io.ByteArrayOutputStream;
import java.io.DataInputStream;
import java.io.IOException;
import java.io.OutputStream;
import java.io.UncheckedIOException;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.net.Socket;
import java.nio.charset.StandardCharsets;
import java.security.MessageDigest;
import java.util.Base64;
import java.util.concurrent.CompletableFuture;

/** The platform's end of one attached run: accepts one WebSocket and plays a script on it. */
final class FakeAttach implements AutoCloseable {
  /** What the platform does once the WebSocket stands. */
  interface Script {
    void play(FakeAttach socket) throws IOException;
  }

  private final ServerSocket server;
  private final CompletableFuture<String> request = new CompletableFuture<>();
  private final ByteArrayOutputStream received = new ByteArrayOutputStream();
  private Socket socket = new Socket();

  FakeAttach(Script script) {
    try {
      server = new ServerSocket(0, 1, InetAddress.getLoopbackAddress());
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
    Thread thread = new Thread(() -> serve(script), "fake-attach");
    thread.setDaemon(true);
    thread.start();
  }

  String url() {
    return "ws://127.0.0.1:" + server.getLocalPort() + "/attach/1?k=v";
  }

  /** The head of the upgrade request. */
  String request() {
    return request.join();
  }

  /** The binary data that the client sent so far. */
  String received() {
    return received.toString(StandardCharsets.UTF_8);
  }

  void send(int opcode, byte[] payload) throws IOException {
    OutputStream out = socket.getOutputStream();
    out.write(0x80 | opcode);
    if (payload.length < 126) {
      out.write(payload.length);
    } else if (payload.length < 65536) {
      out.write(new byte[] {126, (byte) (payload.length >> 8), (byte) payload.length});
    } else {
      out.write(127);
      for (int shift = 56; shift >= 0; shift -= 8) {
        out.write((int) ((long) payload.length >> shift));
      }
    }
    out.write(payload);
  }

  void output(int stream, String text) throws IOException {
    byte[] bytes = (" " + text).getBytes(StandardCharsets.UTF_8);
    bytes[0] = (byte) stream;
    send(2, bytes);
  }

  void control(String json) throws IOException {
    send(1, json.getBytes(StandardCharsets.UTF_8));
  }

  void raw(int... bytes) throws IOException {
    for (int b : bytes) {
      socket.getOutputStream().write(b);
    }
  }

  /** The next control message of the client; its data is gathered on the way. */
  String awaitControl() throws IOException {
    String control = awaitMessage();
    while (control.isEmpty()) {
      control = awaitMessage();
    }
    return control;
  }

  /** The next message of the client: a control message, or empty for data, which is gathered. */
  String awaitMessage() throws IOException {
    DataInputStream in = new DataInputStream(socket.getInputStream());
    int opcode = in.readUnsignedByte() & 15;
    byte[] payload = payload(in);
    if (opcode == 2) {
      received.write(payload, 1, payload.length - 1);
    }
    return opcode == 1 ? new String(payload, StandardCharsets.UTF_8) : "";
  }

  private static byte[] payload(DataInputStream in) throws IOException {
    long length = in.readUnsignedByte() & 127;
    length = length == 126 ? in.readUnsignedShort() : length == 127 ? in.readLong() : length;
    byte[] mask = in.readNBytes(4);
    byte[] payload = in.readNBytes((int) length);
    for (int i = 0; i < payload.length; i++) {
      payload[i] ^= mask[i & 3];
    }
    return payload;
  }

  private void serve(Script script) {
    try (Socket accepted = server.accept()) {
      socket = accepted;
      upgrade();
      script.play(this);
      // Closing with unread input would reset the connection, and take back what was sent.
      socket.shutdownOutput();
      socket.getInputStream().transferTo(OutputStream.nullOutputStream());
    } catch (IOException e) {
      request.completeExceptionally(e);
    }
  }

  private void upgrade() throws IOException {
    StringBuilder head = new StringBuilder();
    while (!head.toString().endsWith("\r\n\r\n")) {
      head.append((char) socket.getInputStream().read());
    }
    request.complete(head.toString());
    String key = head.toString().replaceAll("(?s).*Sec-WebSocket-Key: (\\S+).*", "$1");
    String answer =
        "HTTP/1.1 101 Switching Protocols\r\nUpgrade: websocket\r\nConnection: Upgrade\r\n"
            + "Sec-WebSocket-Accept: "
            + accept(key)
            + "\r\n\r\n";
    socket.getOutputStream().write(answer.getBytes(StandardCharsets.US_ASCII));
  }

  private static String accept(String key) {
    try {
      byte[] text =
          (key + "258EAFA5-E914-47DA-95CA-C5AB0DC85B11").getBytes(StandardCharsets.US_ASCII);
      return Base64.getEncoder().encodeToString(MessageDigest.getInstance("SHA-1").digest(text));
    } catch (java.security.NoSuchAlgorithmException e) {
      throw new IllegalStateException(e);
    }
  }

  @Override
  public void close() {
    try {
      server.close();
      socket.close();
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }
}
