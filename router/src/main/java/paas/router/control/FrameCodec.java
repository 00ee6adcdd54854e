package paas.router.control;

import java.io.DataInputStream;
import java.io.DataOutputStream;
import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.nio.ByteBuffer;
import java.time.DateTimeException;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import org.jspecify.annotations.Nullable;
import paas.router.control.table.TableCodec;
import paas.router.control.tls.TlsCodec;
import paas.router.http.Hostname;
import paas.router.http.Known;
import paas.router.http.PathPrefix;
import paas.router.http.Patience;
import paas.router.http.RouteLoad;
import paas.router.http.RouteTable;

/**
 * A frame as bytes: one byte says which, the rest is its fields. The length prefix is the
 * channel's.
 */
final class FrameCodec {
  /**
   * Spoken by both ends; a mismatch is refused at {@link Frame.Hello}, whose layout never changes
   * but at its end.
   */
  static final int VERSION = 5;

  /** The longest frame: a table and its tag. */
  static final int MAX_BYTES = Math.max(TableCodec.MAX_BYTES, TlsCodec.MAX_BYTES) + 1024;

  private static final int HELLO = 1;
  private static final int PUT_TABLE = 2;
  private static final int TABLE_IN_FORCE = 3;
  private static final int AWAIT_DRAINED = 4;
  private static final int DRAINED = 5;
  private static final int LINES = 6;
  private static final int LINES_TAKEN = 7;
  private static final int WAKE = 8;
  private static final int PUT_TLS = 9;
  private static final int TLS_IN_FORCE = 10;
  private static final int ASK_LOAD = 11;
  private static final int LOAD = 12;

  /** Of a line: its sequence, its moment, two lengths. */
  private static final int LINE_OVERHEAD = 8 + 12 + 4;

  /** What a route takes, about. */
  private static final int ROUTE = 128;

  private FrameCodec() {}

  /**
   * The frame after its length, to be written as they are; valid until the bytes are used again.
   *
   * @param former the table from which a table is told as a difference; null to tell it whole
   */
  static ByteBuffer encode(Frame frame, FrameBytes bytes, @Nullable RouteTable former) {
    bytes.begin(sizeHint(frame, former));
    try (DataOutputStream out = new DataOutputStream(bytes)) {
      out.writeInt(0);
      write(out, frame, former);
    } catch (IOException e) {
      throw new UncheckedIOException("Cannot encode a control frame", e);
    }
    return bytes.withLength();
  }

  /** Lines are most of what is sent, tables the largest: neither's buffer is to grow in steps. */
  private static int sizeHint(Frame frame, @Nullable RouteTable former) {
    int hint = 256;
    if (frame instanceof Frame.PutTable put && former == null) {
      hint += ROUTE * put.table().routes().size();
    }
    if (frame instanceof Frame.Lines lines) {
      for (RequestLine line : lines.lines()) {
        hint += LINE_OVERHEAD + line.appId().length() + line.text().length();
      }
    }
    return hint;
  }

  private static void write(DataOutputStream out, Frame frame, @Nullable RouteTable former)
      throws IOException {
    switch (frame) {
      case Frame.Hello hello -> {
        out.writeByte(HELLO);
        out.writeInt(hello.version());
        out.writeLong(hello.generation());
        out.writeUTF(hello.epoch());
        out.writeBoolean(hello.takesDifferences());
      }
      case Frame.PutTable put -> {
        out.writeByte(PUT_TABLE);
        if (former == null) {
          TableCodec.write(out, put.table());
        } else {
          TableCodec.writeDifference(out, put.table(), former);
        }
      }
      case Frame.TableInForce inForce -> {
        out.writeByte(TABLE_IN_FORCE);
        out.writeLong(inForce.generation());
      }
      case Frame.PutTls put -> {
        out.writeByte(PUT_TLS);
        out.write(TlsCodec.encode(put.table()));
      }
      case Frame.TlsInForce inForce -> {
        out.writeByte(TLS_IN_FORCE);
        out.writeLong(inForce.generation());
      }
      case Frame.AwaitDrained await -> {
        out.writeByte(AWAIT_DRAINED);
        out.writeLong(await.id());
        out.writeLong(await.patience().requests().toMillis());
        out.writeLong(await.patience().tunnels().toMillis());
        TableCodec.writeEndpoints(out, await.endpoints());
      }
      case Frame.Drained drained -> {
        out.writeByte(DRAINED);
        out.writeLong(drained.id());
        out.writeInt(drained.inFlight());
      }
      case Frame.AskLoad ask -> {
        out.writeByte(ASK_LOAD);
        out.writeLong(ask.id());
        out.writeUTF(ask.appId());
      }
      case Frame.Load load -> {
        out.writeByte(LOAD);
        out.writeLong(load.id());
        writeLoads(out, load.routes());
      }
      case Frame.Lines lines -> {
        out.writeByte(LINES);
        writeLines(out, lines.lines());
      }
      case Frame.LinesTaken taken -> {
        out.writeByte(LINES_TAKEN);
        out.writeLong(taken.sequence());
      }
      case Frame.Wake wake -> {
        out.writeByte(WAKE);
        out.writeInt(wake.appIds().size());
        for (String app : wake.appIds()) {
          out.writeUTF(app);
        }
      }
    }
  }

  private static void writeLines(DataOutputStream out, List<RequestLine> lines) throws IOException {
    out.writeInt(lines.size());
    for (RequestLine line : lines) {
      out.writeLong(line.sequence());
      out.writeUTF(line.appId());
      out.writeLong(line.at().getEpochSecond());
      out.writeInt(line.at().getNano());
      out.writeUTF(line.text());
    }
  }

  private static void writeLoads(DataOutputStream out, List<RouteLoad> routes) throws IOException {
    out.writeInt(routes.size());
    for (RouteLoad load : routes) {
      out.writeUTF(load.appId());
      out.writeUTF(load.host().value());
      out.writeUTF(load.path().value());
      out.writeInt(load.inFlight());
      out.writeInt(load.queued());
    }
  }

  /**
   * Reads one frame from a stream that ends with it, whose {@code available} tells how many bytes
   * are left.
   *
   * @param known what a table may share with the one in force
   * @param former the table that a table may be told as a difference from
   * @throws IOException if it is not exactly one valid frame
   */
  static Frame decode(InputStream bytes, Known known, RouteTable former) throws IOException {
    DataInputStream in = new DataInputStream(bytes);
    try {
      Frame frame = read(in, known, former);
      if (in.available() > 0 && !(frame instanceof Frame.Hello)) {
        throw new IOException(in.available() + " bytes follow a control frame");
      }
      in.skipNBytes(in.available());
      return frame;
    } catch (IllegalArgumentException | DateTimeException | ArithmeticException e) {
      throw new IOException("Control frame with a bad value: " + e.getMessage(), e);
    }
  }

  private static Frame read(DataInputStream in, Known known, RouteTable former) throws IOException {
    int tag = in.readUnsignedByte();
    return switch (tag) {
      case HELLO -> readHello(in);
      case PUT_TABLE -> new Frame.PutTable(TableCodec.read(in, known, former));
      case TABLE_IN_FORCE -> new Frame.TableInForce(in.readLong());
      case PUT_TLS -> new Frame.PutTls(TlsCodec.decode(in.readAllBytes()));
      case TLS_IN_FORCE -> new Frame.TlsInForce(in.readLong());
      case AWAIT_DRAINED -> {
        long id = in.readLong();
        Duration requests = Duration.ofMillis(in.readLong());
        Patience patience = new Patience(requests, Duration.ofMillis(in.readLong()));
        yield new Frame.AwaitDrained(id, TableCodec.readEndpoints(in), patience);
      }
      case DRAINED -> new Frame.Drained(in.readLong(), in.readInt());
      case ASK_LOAD -> new Frame.AskLoad(in.readLong(), in.readUTF());
      case LOAD -> new Frame.Load(in.readLong(), readLoads(in));
      case LINES -> new Frame.Lines(readLines(in));
      case LINES_TAKEN -> new Frame.LinesTaken(in.readLong());
      case WAKE -> new Frame.Wake(readApps(in));
      default -> throw new IOException("Control frame of unknown kind " + tag);
    };
  }

  private static Frame.Hello readHello(DataInputStream in) throws IOException {
    int version = in.readInt();
    long generation = in.readLong();
    String epoch = in.readUTF();
    return new Frame.Hello(version, generation, epoch, in.available() > 0 && in.readBoolean());
  }

  private static List<String> readApps(DataInputStream in) throws IOException {
    int count = readCount(in);
    List<String> apps = new ArrayList<>();
    for (int i = 0; i < count; i++) {
      apps.add(in.readUTF());
    }
    return apps;
  }

  private static List<RouteLoad> readLoads(DataInputStream in) throws IOException {
    int count = readCount(in);
    List<RouteLoad> loads = new ArrayList<>();
    for (int i = 0; i < count; i++) {
      String appId = in.readUTF();
      Hostname host = new Hostname(in.readUTF());
      PathPrefix path = new PathPrefix(in.readUTF());
      loads.add(new RouteLoad(appId, host, path, in.readInt(), in.readInt()));
    }
    return loads;
  }

  private static int readCount(DataInputStream in) throws IOException {
    int count = in.readInt();
    if (count < 0 || count > in.available()) {
      throw new IOException("Count " + count + " with " + in.available() + " bytes left");
    }
    return count;
  }

  private static List<RequestLine> readLines(DataInputStream in) throws IOException {
    int count = readCount(in);
    List<RequestLine> lines = new ArrayList<>();
    for (int i = 0; i < count; i++) {
      long sequence = in.readLong();
      String appId = in.readUTF();
      Instant at = Instant.ofEpochSecond(in.readLong(), in.readInt());
      lines.add(new RequestLine(sequence, appId, at, in.readUTF()));
    }
    return lines;
  }
}
