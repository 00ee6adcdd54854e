package paas.router.control.table;

import static java.nio.charset.StandardCharsets.ISO_8859_1;

import java.io.DataInputStream;
import java.io.EOFException;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import org.jspecify.annotations.Nullable;
import paas.router.http.Hostname;
import paas.router.http.PathPrefix;
import paas.router.http.Route;
import paas.router.http.RouteSettings;
import paas.router.http.RouteTable;
import paas.router.http.Target;

/**
 * Reads the routes of a table, most of which the former one has too, and in the same order: those
 * are found where they are expected, and taken from there without an object for what was read.
 */
final class RouteReader {
  /** Of a hostname or a path; both are shorter. */
  private static final int MOST_OF_TEXT = 256;

  /** Of a route. */
  static final int MOST_BYTES = 2 * (2 + MOST_OF_TEXT + 4);

  /** Two lengths, a hostname of one letter, and the places of settings and target. */
  private static final int LEAST_BYTES = 2 + 1 + 2 + 4 + 4;

  private static final int CHUNK = 8 << 10;

  /** Text of ASCII, as {@link java.io.DataOutput#writeUTF} writes it. */
  private final class Text {
    private int start;
    private int length;

    void read() throws IOException {
      require(Short.BYTES);
      length = Short.toUnsignedInt(chunk.getShort());
      if (length > MOST_OF_TEXT) {
        throw new IOException("A hostname or path of " + length + " bytes");
      }
      require(length);
      start = chunk.position();
      chunk.position(start + length);
    }

    boolean is(String text) {
      if (text.length() != length) {
        return false;
      }
      byte[] bytes = chunk.array();
      for (int i = 0; i < length; i++) {
        if (text.charAt(i) != bytes[start + i]) {
          return false;
        }
      }
      return true;
    }

    /** What is not ASCII is no hostname and no path in this way either. */
    @Override
    public String toString() {
      return new String(chunk.array(), start, length, ISO_8859_1);
    }
  }

  private final DataInputStream in;
  private final RouteTable former;

  /** Many routes at a time, as each read of a stream takes longer than a route. */
  private final ByteBuffer chunk = ByteBuffer.allocate(CHUNK).limit(0);

  private final Text host = new Text();
  private final Text path = new Text();

  /** Where the next one is expected in the former table. */
  private int expected;

  RouteReader(DataInputStream in, RouteTable former) {
    this.in = in;
    this.former = former;
  }

  /**
   * Reads to the end of the stream.
   *
   * @throws IOException for a count or a place that cannot be, and if it is not exactly these
   * @throws IllegalArgumentException for what is no hostname or path
   */
  List<Route> read(List<RouteSettings> settings, List<Target> targets) throws IOException {
    int count = TableCodec.readCount(in);
    if (count > in.available() / LEAST_BYTES) {
      throw new IOException("Count " + count + " with " + in.available() + " bytes left");
    }
    Route[] routes = new Route[count];
    for (int i = 0; i < count; i++) {
      routes[i] = next(settings, targets);
    }
    requireEnd();
    return Arrays.asList(routes);
  }

  /**
   * Reads to the end of the stream runs of routes: how many stand in the former table too, from
   * which place, and how many follow as they are.
   *
   * @throws IOException for a count or a place that cannot be, and if it is not exactly these
   * @throws IllegalArgumentException for what is no hostname or path
   */
  List<Route> readRuns(List<RouteSettings> settings, List<Target> targets) throws IOException {
    int count = in.readInt();
    if (count < 0 || count > former.routes().size() + (long) in.available() / LEAST_BYTES) {
      throw new IOException("Count " + count + " with " + in.available() + " bytes left");
    }
    List<Route> routes = new ArrayList<>(count);
    while (routes.size() < count) {
      fill();
      require(3 * Integer.BYTES);
      int left = count - routes.size();
      int kept = upTo(left, chunk.getInt());
      int place = upTo(former.routes().size() - kept, chunk.getInt());
      int fresh = upTo(left - kept, chunk.getInt());
      routes.addAll(former.routes().subList(place, place + kept));
      expected = place + kept;
      for (int i = 0; i < fresh; i++) {
        routes.add(next(settings, targets));
      }
    }
    requireEnd();
    return routes;
  }

  private Route next(List<RouteSettings> settings, List<Target> targets) throws IOException {
    fill();
    host.read();
    path.read();
    require(2 * Integer.BYTES);
    RouteSettings own = at(chunk.getInt(), settings);
    return route(at(chunk.getInt(), targets), own);
  }

  private static int upTo(int most, int number) throws IOException {
    if (number < 0 || number > most) {
      throw new IOException("Number " + number + " of at most " + most);
    }
    return number;
  }

  private void requireEnd() throws IOException {
    if (chunk.hasRemaining()) {
      throw new IOException("Bytes follow the route table");
    }
  }

  /** Has one whole route in memory, or all that is left. */
  private void fill() throws IOException {
    if (chunk.remaining() >= MOST_BYTES) {
      return;
    }
    chunk.compact();
    boolean ended = false;
    while (!ended && chunk.position() < MOST_BYTES) {
      int read = in.read(chunk.array(), chunk.position(), chunk.remaining());
      ended = read < 0;
      chunk.position(chunk.position() + Math.max(0, read));
    }
    chunk.flip();
  }

  private void require(int bytes) throws IOException {
    if (chunk.remaining() < bytes) {
      throw new EOFException("The route table ends in the middle of a route");
    }
  }

  private Route route(Target target, RouteSettings settings) {
    Route known = known();
    if (known == null) {
      return new Route(new Hostname(host.toString()), prefix(), target, settings);
    }
    return known.target() == target && known.settings() == settings
        ? known
        : new Route(known.host(), known.path(), target, settings);
  }

  private PathPrefix prefix() {
    return path.length == 0 ? PathPrefix.ROOT : new PathPrefix(path.toString());
  }

  private @Nullable Route known() {
    List<Route> routes = former.routes();
    if (expected == routes.size() || !isNamed(routes.get(expected))) {
      int place = former.place(host.toString(), path.toString());
      if (place < 0) {
        return null;
      }
      expected = place;
    }
    return routes.get(expected++);
  }

  private boolean isNamed(Route route) {
    return host.is(route.host().value()) && path.is(route.path().value());
  }

  private static <T> T at(int place, List<T> shared) throws IOException {
    if (place < 0 || place >= shared.size()) {
      throw new IOException("Place " + place + " of " + shared.size());
    }
    return shared.get(place);
  }
}
