package paas.cli.websocket;

import java.io.BufferedInputStream;
import java.io.EOFException;
import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;
import java.net.Socket;
import java.net.URI;
import java.nio.charset.StandardCharsets;
import java.security.SecureRandom;
import java.util.Arrays;
import java.util.Map;
import paas.cli.http.Dialer;
import paas.cli.http.Headers;
import paas.cli.http.Origin;
import paas.cli.http.ProtocolException;
import paas.cli.http.Url;

/**
 * The client's end of a WebSocket (RFC 6455). Sending blocks while the other side does not read,
 * and receiving hands out data in pieces as they arrive: neither side's speed costs memory. Any
 * thread may send; one receives.
 */
public final class WebSocket implements AutoCloseable {
  private static final int MAX_CONTROL = 125;
  private static final int MAX_TEXT = 64 * 1024;
  private static final int PIECE = 32 * 1024;

  private final Socket socket;
  private final InputStream in;
  private final OutputStream out;
  private final SecureRandom random = new SecureRandom();
  private final Pongs pongs = new Pongs(payload -> send(Frame.PONG, payload, 0, payload.length));

  WebSocket(Socket socket, InputStream in, OutputStream out) {
    this.socket = socket;
    this.in = in;
    this.out = out;
  }

  /** What arrives; called by the thread that receives. */
  public interface Listener {
    /** A piece of a binary message; {@code first} when the message starts with it. */
    void binary(byte[] bytes, int offset, int length, boolean first);

    /** A text message; false when nothing more is wanted. */
    boolean text(String message);
  }

  /** Connects and upgrades; the answer of a server that refuses is in the exception. */
  public static WebSocket connect(Dialer dialer, URI url, Map<String, String> headers)
      throws IOException {
    Origin origin =
        Origin.of(url).orElseThrow(() -> new ProtocolException("not a WebSocket address: " + url));
    Socket socket = dialer.dial(origin, 0);
    try {
      InputStream in = new BufferedInputStream(socket.getInputStream(), PIECE);
      WebSocket webSocket = new WebSocket(socket, in, socket.getOutputStream());
      webSocket.upgrade(origin, url, headers);
      return webSocket;
    } catch (IOException e) {
      socket.close();
      throw e;
    }
  }

  private void upgrade(Origin origin, URI url, Map<String, String> more) throws IOException {
    byte[] nonce = new byte[16];
    random.nextBytes(nonce);
    Handshake handshake = new Handshake(nonce);
    out.write(handshake.request(origin, Url.pathAndQuery(url), more));
    handshake.check(Headers.read(in));
  }

  /** Sends a text message. */
  public void send(String message) throws IOException {
    byte[] bytes = message.getBytes(StandardCharsets.UTF_8);
    send(Frame.TEXT, bytes, 0, bytes.length);
  }

  /** Sends a binary message: one byte, then the data. */
  public void send(byte first, byte[] data, int length) throws IOException {
    byte[] message = new byte[length + 1];
    message[0] = first;
    System.arraycopy(data, 0, message, 1, length);
    send(Frame.BINARY, message, 0, message.length);
  }

  /** Shows proxies on the way that the connection is in use. */
  public void ping() throws IOException {
    send(Frame.PING, new byte[0], 0, 0);
  }

  /** Hands out what arrives until the listener has enough, or the other side closes in order. */
  public void receive(Listener listener) throws IOException {
    Message message = new Message(listener);
    while (true) {
      Frame frame = Frame.read(in);
      if (frame.isControl()) {
        if (isClose(frame)) {
          return;
        }
      } else {
        message.frame(frame);
        pump(frame.length(), message);
        if (frame.isFinal() && !message.end()) {
          return;
        }
      }
    }
  }

  private void pump(long length, Message message) throws IOException {
    byte[] piece = new byte[(int) Math.min(PIECE, Math.max(1, length))];
    for (long left = length; left > 0; ) {
      int count = in.read(piece, 0, (int) Math.min(piece.length, left));
      if (count < 0) {
        throw new EOFException("the connection broke in the middle of a message");
      }
      message.data(piece, count);
      left -= count;
    }
  }

  private boolean isClose(Frame frame) throws IOException {
    if (frame.length() > MAX_CONTROL || !frame.isFinal()) {
      throw new ProtocolException("an oversized control frame");
    }
    byte[] payload = in.readNBytes((int) frame.length());
    if (frame.opcode() == Frame.PING) {
      pongs.owe(payload);
    } else if (frame.opcode() == Frame.CLOSE) {
      answerClose(payload);
      return true;
    }
    return false;
  }

  private void answerClose(byte[] payload) {
    try {
      send(Frame.CLOSE, payload, 0, Math.min(2, payload.length));
    } catch (IOException e) {
      // The other side has hung up right after its close: nothing is lost by it.
    }
  }

  private void send(int opcode, byte[] payload, int offset, int length) throws IOException {
    byte[] mask = new byte[4];
    synchronized (out) {
      random.nextBytes(mask);
      out.write(Frame.masked(opcode, payload, offset, length, mask));
    }
  }

  @Override
  public void close() throws IOException {
    socket.close();
  }

  /** The message under way; fragments of it may come in several frames (section 5.4). */
  private static final class Message {
    private final Listener listener;
    private int opcode;
    private boolean first;
    private byte[] text = new byte[0];

    Message(Listener listener) {
      this.listener = listener;
    }

    void frame(Frame frame) throws ProtocolException {
      if (frame.opcode() == Frame.CONTINUATION ? opcode == 0 : opcode != 0) {
        throw new ProtocolException("a fragment out of place");
      }
      if (frame.opcode() != Frame.CONTINUATION) {
        opcode = frame.opcode();
        first = true;
      }
    }

    void data(byte[] piece, int count) throws ProtocolException {
      if (opcode == Frame.BINARY) {
        listener.binary(piece, 0, count, first);
        first = false;
      } else {
        int length = text.length;
        if (length + count > MAX_TEXT) {
          throw new ProtocolException("an oversized text message");
        }
        text = Arrays.copyOf(text, length + count);
        System.arraycopy(piece, 0, text, length, count);
      }
    }

    boolean end() {
      boolean more =
          opcode != Frame.TEXT || listener.text(new String(text, StandardCharsets.UTF_8));
      text = new byte[0];
      opcode = 0;
      return more;
    }
  }
}
