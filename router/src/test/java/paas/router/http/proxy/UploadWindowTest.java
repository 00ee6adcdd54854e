package paas.router.http.proxy;

import static java.nio.charset.StandardCharsets.ISO_8859_1;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;
import static paas.router.http.proxy.Http2Wire.ACK;
import static paas.router.http.proxy.Http2Wire.DATA;
import static paas.router.http.proxy.Http2Wire.END_HEADERS;
import static paas.router.http.proxy.Http2Wire.END_STREAM;
import static paas.router.http.proxy.Http2Wire.HEADERS;
import static paas.router.http.proxy.Http2Wire.SETTINGS;
import static paas.router.http.proxy.Http2Wire.bytes;

import io.netty.buffer.ByteBuf;
import io.netty.handler.codec.http2.Http2Error;
import io.netty.handler.codec.http2.Http2Headers;
import java.time.Duration;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import paas.router.http.h2.ClientFrames;
import paas.router.http.h2.ClientStream;
import paas.router.http.h2.FloodGuard;
import paas.router.http.h2.Http2Limits;
import paas.router.http.h2.StreamListener;
import paas.router.http.h2.WindowReserve;

/** How much of uploads by HTTP/2 may be on its way: the client counts what it is given. */
class UploadWindowTest {
  private static final Http2Limits LIMITS = Http2Limits.DEFAULT;
  private static final int FIRST = LIMITS.streamWindow();
  private static final int LARGEST = LIMITS.largestWindow();
  private static final int FRAME = 16 << 10;

  /** Behind so many bytes that were taken a window is as large as it gets. */
  private static final int GROWN = 3 << 20;

  private final WindowReserve reserve = new WindowReserve(LIMITS.grownOfAll());
  private final List<Client> clients = new ArrayList<>();

  @AfterEach
  void everythingIsGivenBack() {
    clients.forEach(Client::leave);
    assertEquals(LIMITS.grownOfAll(), reserve.left());
  }

  private Client client() {
    Client client = new Client(reserve);
    clients.add(client);
    return client;
  }

  /** One that sends as its windows allow. */
  private static final class Client {
    private final MemoryChannel channel = new MemoryChannel();
    private final Map<Integer, Integer> windows = new HashMap<>();
    private final List<ClientStream> streams = new ArrayList<>();
    private final List<Taking> listeners = new ArrayList<>();
    private final List<Integer> resets = new ArrayList<>();

    Client(WindowReserve reserve) {
      ClientFrames frames =
          ClientFrames.of(LIMITS, new FloodGuard(LIMITS, () -> 0), this::accept, 1 << 20, reserve);
      channel.pipeline().addLast(frames);
      frames.raiseWindow();
      windows.put(0, 65_535);
      feed(Http2Wire.PREFACE.getBytes(ISO_8859_1));
      feed(bytes(SETTINGS, 0, 0, new byte[0]));
      feed(bytes(SETTINGS, ACK, 0, new byte[0]));
    }

    private StreamListener accept(ClientStream stream) {
      streams.add(stream);
      listeners.add(new Taking(stream));
      return listeners.getLast();
    }

    int post() {
      int id = 2 * streams.size() + 1;
      windows.put(id, FIRST);
      byte[] head = Http2Wire.block(":method", "POST", ":scheme", "http", ":path", "/");
      feed(bytes(HEADERS, END_HEADERS, id, head));
      return id;
    }

    private void feed(byte[] bytes) {
      channel.feed(bytes, bytes.length);
      channel.runPendingTasks();
      for (ByteBuf some = channel.readOutbound(); some != null; some = channel.readOutbound()) {
        while (some.isReadable()) {
          read(some);
        }
        some.release();
      }
    }

    private void read(ByteBuf some) {
      int length = some.readUnsignedMedium();
      int type = some.readUnsignedByte();
      some.skipBytes(1);
      int stream = some.readInt();
      ByteBuf payload = some.readSlice(length);
      switch (type) {
        case Http2Wire.WINDOW_UPDATE -> windows.merge(stream, payload.readInt(), Integer::sum);
        case Http2Wire.RST_STREAM -> {
          resets.add(stream);
          windows.remove(stream);
        }
        case Http2Wire.GOAWAY -> throw new AssertionError("Sent away: " + payload.getInt(4));
        default -> {}
      }
    }

    int window(int stream) {
      return windows.getOrDefault(stream, 0);
    }

    /** Sends a frame if it may. */
    boolean send(int stream) {
      int room = Math.min(window(stream), window(0));
      if (room < FRAME) {
        return false;
      }
      data(stream, FRAME);
      return true;
    }

    void data(int stream, int size) {
      windows.merge(stream, -size, Integer::sum);
      windows.merge(0, -size, Integer::sum);
      feed(bytes(DATA, 0, stream, new byte[size]));
    }

    /** Sends so much, each frame once it may. */
    void send(int stream, long bytes) {
      for (long sent = 0; sent < bytes; sent += FRAME) {
        assertTrue(send(stream), "the window is closed for good");
      }
    }

    /** Sends all that it may. */
    int fill(int stream) {
      int sent = 0;
      while (send(stream)) {
        sent += FRAME;
      }
      return sent;
    }

    ClientStream stream(int id) {
      return streams.get(id / 2);
    }

    void takeAll(int id) {
      stream(id).resume();
      feed(new byte[0]);
    }

    /** Takes one piece of what waits. */
    void takeOne(int id) {
      listeners.get(id / 2).slow = true;
      takeAll(id);
    }

    void leave() {
      channel.end();
      listeners.forEach(listener -> assertEquals(List.of(), listener.failures));
    }
  }

  /** Takes what comes, unless its stream pauses; or one piece at a time. */
  private static final class Taking implements StreamListener {
    private final ClientStream stream;
    private final List<Throwable> failures = new ArrayList<>();
    private boolean slow;

    Taking(ClientStream stream) {
      this.stream = stream;
    }

    @Override
    public void onHeaders(Http2Headers fields, boolean endOfStream) {}

    @Override
    public void onData(ByteBuf data, boolean endOfStream) {
      data.release();
      if (slow) {
        stream.pause();
      }
    }

    @Override
    public void onKept() {}

    @Override
    public void onFramesJoined(int frames) {}

    @Override
    public void onReadComplete() {}

    @Override
    public void onWritable() {}

    @Override
    public void onReset() {}

    @Override
    public boolean takesRest() {
      return false;
    }

    @Override
    public void onFailure(Throwable cause) {
      failures.add(cause);
    }

    @Override
    public void onClosed() {}
  }

  @Test
  void anUploadThatIsTakenAsItComesGetsMoreRoom() {
    Client client = client();
    int upload = client.post();
    int most = 0;
    for (int sent = 0; sent < 4 * GROWN; sent += FRAME) {
      assertTrue(client.send(upload), "the window is closed");
      most = Math.max(most, client.window(upload));
      assertTrue(sent < GROWN || client.window(upload) >= LARGEST / 2, "it is small again");
      assertTrue(sent < GROWN || client.window(0) >= LARGEST / 2, "that of all is small");
    }
    assertTrue(most > LARGEST - FRAME && most <= LARGEST, () -> "at most " + client.windows);
  }

  @Test
  void oneThatNobodyTakesGetsNone() {
    Client client = client();
    int upload = client.post();
    client.stream(upload).pause();
    assertEquals(FIRST, client.fill(upload));
    assertEquals(LIMITS.grownOfAll(), reserve.left());
  }

  @Test
  void oneThatIsTakenMoreSlowlyThanItComesGetsNone() {
    Client client = client();
    int upload = client.post();
    ClientStream stream = client.stream(upload);
    stream.pause();
    int sent = 0;
    while (sent < 2 * GROWN) {
      sent += client.fill(upload);
      client.takeOne(upload);
    }
    assertEquals(LIMITS.grownOfAll(), reserve.left());
  }

  @Test
  void whatAStalledUploadHasIsNotTakenFromOthersOfItsConnection() {
    Client client = client();
    int stalled = client.post();
    client.send(stalled, GROWN);
    client.stream(stalled).pause();
    assertTrue(client.fill(stalled) >= LARGEST / 2);
    int other = client.post();
    client.send(other, GROWN);
    for (int looks = 0; looks < 4; looks++) {
      client.stream(stalled).tick(looks * Duration.ofSeconds(6).toNanos());
    }
    client.send(other, GROWN);
    client.send(client.post(), GROWN);
  }

  @Test
  void uploadsThatStallLeaveRoomForOthersOfTheirConnection() {
    Client client = client();
    for (int i = 0; i < 16; i++) {
      int stalled = client.post();
      client.stream(stalled).pause();
      assertEquals(FIRST, client.fill(stalled));
    }
    client.send(client.post(), GROWN);
  }

  @Test
  void windowsOfAConnectionDoNotGrowWithoutEnd() {
    Client client = client();
    List<Integer> uploads = new ArrayList<>();
    for (int i = 0; i < 20; i++) {
      uploads.add(client.post());
      client.send(uploads.getLast(), GROWN);
    }
    uploads.forEach(upload -> client.stream(upload).pause());
    int held = 0;
    for (int upload : uploads) {
      held += client.fill(upload);
    }
    assertTrue(held <= LIMITS.connectionWindow() + LIMITS.grownTogether(), held + " bytes");
    assertTrue(held > LIMITS.grownTogether(), held + " bytes");
  }

  @Test
  void fewClientsDoNotTakeTheGrowthOfAll() {
    for (int i = 0; i < 40; i++) {
      Client client = client();
      client.send(client.post(), GROWN);
    }
    assertTrue(reserve.left() > 0);
    Client late = client();
    late.send(late.post(), GROWN);
  }

  @Test
  void whoSendsNothingMoreGivesBackWhatItHadGrown() {
    Client client = client();
    int upload = client.post();
    client.send(upload, GROWN);
    assertEquals(LIMITS.grownOfAll() - LARGEST + FIRST, reserve.left());
    ClientStream stream = client.stream(upload);
    stream.tick(0);
    stream.tick(Duration.ofSeconds(5).toNanos());
    assertEquals(LIMITS.grownOfAll() - LARGEST + FIRST, reserve.left(), "too early");
    stream.tick(Duration.ofSeconds(5).toNanos() + 1);
    assertEquals(LIMITS.grownOfAll(), reserve.left());
    stream.pause();
    client.fill(upload);
    client.takeAll(upload);
    assertTrue(client.window(upload) <= 2 * FIRST, "what it is given is as much as at first");
    client.send(upload, GROWN);
    assertTrue(client.window(upload) > LARGEST / 2, "it grows again");
  }

  @Test
  void theEndOfTheUploadGivesItBackAtOnce() {
    Client client = client();
    int upload = client.post();
    client.send(upload, GROWN);
    client.feed(bytes(DATA, END_STREAM, upload, new byte[0]));
    assertEquals(LIMITS.grownOfAll(), reserve.left());
    int next = client.post();
    client.send(next, GROWN);
  }

  /** What was on its way when the stream was reset comes still, and ends nothing. */
  @Test
  void whatALargeWindowHasRoomForIsDroppedBehindAReset() {
    Client client = client();
    int upload = client.post();
    client.send(upload, GROWN);
    int room = client.window(upload);
    client.stream(upload).reset(Http2Error.CANCEL);
    client.feed(new byte[0]);
    int frames = FIRST / 64 + 1_000;
    for (int i = 0; i < frames; i++) {
      client.feed(bytes(DATA, 0, upload, new byte[room / frames]));
    }
    assertEquals(List.of(upload), client.resets);
    assertFalse(client.window(0) < FRAME);
  }
}
