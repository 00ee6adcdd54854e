package paas.router.http.proxy;

import static java.nio.charset.StandardCharsets.ISO_8859_1;

import io.netty.buffer.ByteBuf;
import io.netty.buffer.Unpooled;
import io.netty.handler.codec.http2.DefaultHttp2HeadersDecoder;
import io.netty.handler.codec.http2.Http2Exception;
import io.netty.handler.codec.http2.Http2Headers;
import java.io.ByteArrayOutputStream;
import java.io.DataInputStream;
import java.io.DataOutputStream;
import java.io.IOException;
import java.net.InetSocketAddress;
import java.net.Socket;
import java.util.HashMap;
import java.util.Map;

/** One end of a raw HTTP/2 connection: sends any frame, reads frames and whole responses. */
final class Http2Wire implements AutoCloseable {
  static final int DATA = 0;
  static final int HEADERS = 1;
  static final int PRIORITY = 2;
  static final int RST_STREAM = 3;
  static final int SETTINGS = 4;
  static final int PUSH_PROMISE = 5;
  static final int PING = 6;
  static final int GOAWAY = 7;
  static final int WINDOW_UPDATE = 8;
  static final int CONTINUATION = 9;
  static final int END_STREAM = 1;
  static final int ACK = 1;
  static final int END_HEADERS = 4;
  static final int PADDED = 8;
  static final String PREFACE = "PRI * HTTP/2.0\r\n\r\nSM\r\n\r\n";
  private static final int LARGEST_WINDOW = Integer.MAX_VALUE - 65_535;

  /** A frame as it came. */
  record Frame(int type, int flags, int stream, byte[] payload) {
    boolean has(int flag) {
      return (flags & flag) != 0;
    }

    /** The error code of RST_STREAM. */
    int error() {
      return Unpooled.wrappedBuffer(payload).getInt(type == GOAWAY ? 4 : 0);
    }
  }

  /**
   * What came of one request.
   *
   * @param error the code of the RST_STREAM that ended it, or -1
   */
  static final class Response {
    final StringBuilder body = new StringBuilder();
    Http2Headers interim = new io.netty.handler.codec.http2.DefaultHttp2Headers();
    Http2Headers head = new io.netty.handler.codec.http2.DefaultHttp2Headers();
    Http2Headers trailers = new io.netty.handler.codec.http2.DefaultHttp2Headers();
    int error = -1;
    boolean ended;

    int status() {
      return head.status() == null ? 0 : Integer.parseInt(head.status().toString());
    }

    String field(String name) {
      CharSequence value = head.get(name);
      return value == null ? "" : value.toString();
    }
  }

  private final Socket socket;
  private final DataInputStream in;
  private final DataOutputStream out;
  private final DefaultHttp2HeadersDecoder decoder = new DefaultHttp2HeadersDecoder(false);
  private final Map<Integer, Response> responses = new HashMap<>();
  private boolean reads = true;
  private int goAway = -1;

  private Http2Wire(Socket socket) throws IOException {
    this.socket = socket;
    socket.setTcpNoDelay(true);
    socket.setSoTimeout(30_000);
    in = new DataInputStream(new java.io.BufferedInputStream(socket.getInputStream(), 64 << 10));
    out = new DataOutputStream(socket.getOutputStream());
  }

  /** Connected, with the preface and the largest windows. */
  static Http2Wire to(InetSocketAddress address) throws IOException {
    return begun(silent(address));
  }

  /** The same over a socket that is connected, by TLS for instance. */
  static Http2Wire over(Socket socket) throws IOException {
    return begun(new Http2Wire(socket));
  }

  private static Http2Wire begun(Http2Wire wire) throws IOException {
    wire.send(PREFACE.getBytes(ISO_8859_1));
    // SETTINGS_INITIAL_WINDOW_SIZE
    wire.frame(SETTINGS, 0, 0, new byte[] {0, 4, 0x7f, (byte) 0xff, (byte) 0xff, (byte) 0xff});
    wire.windowUpdate(0, LARGEST_WINDOW);
    return wire;
  }

  /** Connected, with the preface and a window of this many bytes per stream. */
  static Http2Wire withWindow(InetSocketAddress address, int window) throws IOException {
    Http2Wire wire = silent(address);
    wire.send(PREFACE.getBytes(ISO_8859_1));
    wire.frame(SETTINGS, 0, 0, setting(4, window));
    wire.reads = false;
    return wire;
  }

  /** Connected; nothing is sent. */
  static Http2Wire silent(InetSocketAddress address) throws IOException {
    Socket socket = new Socket();
    socket.connect(new InetSocketAddress("127.0.0.1", address.getPort()), 5_000);
    return new Http2Wire(socket);
  }

  /** The other end: a server that was connected to, with the largest windows and these SETTINGS. */
  static Http2Wire serving(Wire accepted, byte[]... settings) throws IOException {
    Http2Wire wire = new Http2Wire(accepted.socket());
    String preface = new String(wire.in.readNBytes(PREFACE.length()), ISO_8859_1);
    if (!preface.equals(PREFACE)) {
      throw new IOException("No preface but " + preface);
    }
    ByteArrayOutputStream payload = new ByteArrayOutputStream();
    for (byte[] setting : settings) {
      payload.writeBytes(setting);
    }
    wire.frame(SETTINGS, 0, 0, payload.toByteArray());
    wire.windowUpdate(0, LARGEST_WINDOW);
    return wire;
  }

  /** What a server was asked. */
  record Asked(int stream, Http2Headers head, boolean ended) {
    String field(String name) {
      CharSequence value = head.get(name);
      return value == null ? "" : value.toString();
    }
  }

  /** Reads until a head comes, be it a request's or its trailers. */
  Asked asked() throws IOException {
    return asked(frame(HEADERS));
  }

  /** The head that this frame holds. */
  Asked asked(Frame frame) throws IOException {
    try {
      Http2Headers head =
          decoder.decodeHeaders(frame.stream(), Unpooled.wrappedBuffer(frame.payload()));
      return new Asked(frame.stream(), head, frame.has(END_STREAM));
    } catch (Http2Exception e) {
      throw new IOException("The router sent a bad head", e);
    }
  }

  /** Reads until a frame of this type comes, and confirms SETTINGS on the way. */
  Frame frame(int type) throws IOException {
    while (true) {
      Frame frame = next();
      if (frame.type() == type) {
        return frame;
      } else if (frame.type() == SETTINGS && !frame.has(ACK)) {
        frame(SETTINGS, ACK, 0, new byte[0]);
      } else if (frame.type() < 0) {
        throw new java.io.EOFException("The router closed");
      }
    }
  }

  /** Answers with a whole response. */
  void answer(int stream, String body) throws IOException {
    headers(stream, false, ":status", "200");
    data(stream, body, true);
  }

  static byte[] setting(int id, int value) {
    return Unpooled.buffer(6).writeShort(id).writeInt(value).array();
  }

  void send(byte[] bytes) throws IOException {
    out.write(bytes);
    out.flush();
  }

  void frame(int type, int flags, int stream, byte[] payload) throws IOException {
    send(bytes(type, flags, stream, payload));
  }

  static byte[] bytes(int type, int flags, int stream, byte[] payload) {
    ByteBuf frame = Unpooled.buffer(9 + payload.length);
    frame.writeMedium(payload.length).writeByte(type).writeByte(flags).writeInt(stream);
    return frame.writeBytes(payload).array();
  }

  void windowUpdate(int stream, int by) throws IOException {
    frame(WINDOW_UPDATE, 0, stream, Unpooled.buffer(4).writeInt(by).array());
  }

  void reset(int stream, int error) throws IOException {
    frame(RST_STREAM, 0, stream, Unpooled.buffer(4).writeInt(error).array());
  }

  void data(int stream, String text, boolean end) throws IOException {
    frame(DATA, end ? END_STREAM : 0, stream, text.getBytes(ISO_8859_1));
  }

  /** Sends a head: names and values in turn. */
  void headers(int stream, boolean end, String... fields) throws IOException {
    frame(HEADERS, END_HEADERS | (end ? END_STREAM : 0), stream, block(fields));
  }

  /** A request for the test's host. */
  void request(int stream, boolean end, String method, String path, String... more)
      throws IOException {
    ByteArrayOutputStream block = new ByteArrayOutputStream();
    block.writeBytes(
        block(":method", method, ":scheme", "http", ":authority", TestRouter.HOST, ":path", path));
    block.writeBytes(block(more));
    frame(HEADERS, END_HEADERS | (end ? END_STREAM : 0), stream, block.toByteArray());
  }

  /** A request for a host that no app has: it is answered by 404, by the router alone. */
  void requestNobody(int stream, boolean end, String method) throws IOException {
    headers(stream, end, ":method", method, ":scheme", "http", ":authority", "no", ":path", "/");
  }

  void get(int stream, String path) throws IOException {
    request(stream, true, "GET", path);
  }

  /** Fields as HPACK literals that are neither indexed nor coded (RFC 7541 section 6.2.2). */
  static byte[] block(String... fields) {
    ByteBuf block = Unpooled.buffer();
    for (int i = 0; i < fields.length; i += 2) {
      block.writeByte(0);
      string(block, fields[i]);
      string(block, fields[i + 1]);
    }
    byte[] bytes = new byte[block.readableBytes()];
    block.readBytes(bytes);
    return bytes;
  }

  private static void string(ByteBuf block, String text) {
    int length = text.length();
    block.writeByte(Math.min(length, 127));
    if (length >= 127) {
      int rest = length - 127;
      for (; rest >= 128; rest >>>= 7) {
        block.writeByte(rest & 127 | 128);
      }
      block.writeByte(rest);
    }
    block.writeCharSequence(text, ISO_8859_1);
  }

  /** The next frame; a frame of type -1 when the router closed instead. */
  Frame next() throws IOException {
    try {
      int first = in.read();
      if (first < 0) {
        return new Frame(-1, 0, 0, new byte[0]);
      }
      int length = first << 16 | in.readUnsignedShort();
      int type = in.readUnsignedByte();
      int flags = in.readUnsignedByte();
      int stream = in.readInt();
      byte[] payload = in.readNBytes(length);
      return new Frame(type, flags, stream, payload);
    } catch (java.net.SocketException | java.io.EOFException e) {
      return new Frame(-1, 0, 0, new byte[0]);
    }
  }

  /** Reads until the response on this stream is over; what comes for others is kept for them. */
  Response response(int stream) throws IOException {
    Response response = begun(stream);
    while (!response.ended) {
      step();
    }
    return response;
  }

  /** What came on this stream so far. */
  Response begun(int stream) {
    return responses.computeIfAbsent(stream, _ -> new Response());
  }

  /** Reads until the head of the response on this stream is there. */
  Response head(int stream) throws IOException {
    Response response = begun(stream);
    while (response.status() == 0 && !response.ended) {
      step();
    }
    return response;
  }

  /** Reads one frame and sees to it. */
  void step() throws IOException {
    Frame frame = next();
    Response response = begun(frame.stream());
    switch (frame.type()) {
      case HEADERS -> onHeaders(response, frame);
      case DATA -> {
        response.body.append(new String(frame.payload(), ISO_8859_1));
        if (reads && frame.payload().length > 0 && !frame.has(END_STREAM)) {
          windowUpdate(0, frame.payload().length);
          windowUpdate(frame.stream(), frame.payload().length);
        }
        response.ended |= frame.has(END_STREAM);
      }
      case RST_STREAM -> {
        response.error = frame.error();
        response.ended = true;
      }
      case SETTINGS -> {
        if (!frame.has(ACK)) {
          frame(SETTINGS, ACK, 0, new byte[0]);
        }
      }
      case GOAWAY -> goAway = frame.error();
      case -1 -> throw new java.io.EOFException("Closed after GOAWAY of " + goAway);
      default -> {}
    }
  }

  private void onHeaders(Response response, Frame frame) throws IOException {
    Http2Headers fields;
    try {
      fields = decoder.decodeHeaders(frame.stream(), Unpooled.wrappedBuffer(frame.payload()));
    } catch (Http2Exception e) {
      throw new IOException("The router sent a bad head", e);
    }
    if (fields.status() == null) {
      response.trailers = fields;
    } else if (fields.status().charAt(0) == '1') {
      response.interim = fields;
    } else {
      response.head = fields;
    }
    response.ended |= frame.has(END_STREAM);
  }

  /** The error of the GOAWAY that comes before the router closes; -1 if it just closes. */
  int goAway() throws IOException {
    while (true) {
      Frame frame = next();
      if (frame.type() == GOAWAY) {
        goAway = frame.error();
      } else if (frame.type() < 0) {
        return goAway;
      }
    }
  }

  Socket socket() {
    return socket;
  }

  @Override
  public void close() throws IOException {
    socket.close();
  }
}
