package paas.router.control.table;

import java.io.ByteArrayInputStream;
import java.io.ByteArrayOutputStream;
import java.io.DataInputStream;
import java.io.DataOutputStream;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import paas.router.http.Endpoint;
import paas.router.http.Hostname;
import paas.router.http.Known;
import paas.router.http.Route;
import paas.router.http.RouteLimits;
import paas.router.http.RouteSettings;
import paas.router.http.RouteTable;
import paas.router.http.RoutedApp;
import paas.router.http.Share;
import paas.router.http.Target;

/**
 * Writes and reads one route table; the first byte is the format's version. Settings and targets
 * come first, each once, and routes name them by their place; format 1 had neither. A table may be
 * written as its difference from another one, which whoever reads it has to have.
 */
public final class TableCodec {
  /** Largest encoded table: 100,000 hosts of 160 bytes, and as much again of pages. */
  public static final int MAX_BYTES = 32 << 20;

  /** So much more may the same table take as a difference from one that shares nothing with it. */
  private static final int MORE_AS_DIFFERENCE = Long.BYTES + RouteWriter.RUN;

  private static final int VERSION = 2;
  private static final int BEFORE_SETTINGS = 1;
  private static final int DIFFERENCE = 3;
  private static final int SERVING = 1;
  private static final int BOOTING = 2;
  private static final int CRASHED = 3;
  private static final int NO_WEB = 4;
  private static final int BLANK = 5;
  private static final int MAINTENANCE = 6;
  private static final int PLATFORM = 7;
  private static final int SLEEPING = 8;
  private static final int MOVED = 9;

  /** Serving with a share; one without is written as before there were any. */
  private static final int SHARING = 10;

  private TableCodec() {}

  /**
   * @throws IllegalArgumentException if the table exceeds {@link #MAX_BYTES}
   */
  public static byte[] encode(RouteTable table) {
    ByteArrayOutputStream bytes = new ByteArrayOutputStream(64 + 128 * table.routes().size());
    try {
      write(new DataOutputStream(bytes), table);
    } catch (IOException e) {
      throw new UncheckedIOException("Cannot encode table " + table.generation(), e);
    }
    return bytes.toByteArray();
  }

  /**
   * The same, piece by piece.
   *
   * @throws IllegalArgumentException if the table exceeds {@link #MAX_BYTES}; too much is written
   *     by then
   */
  public static void write(DataOutputStream out, RouteTable table) throws IOException {
    int before = out.size();
    out.writeByte(VERSION);
    out.writeLong(table.generation());
    Shared<RouteSettings> settings = new Shared<>();
    Shared<Target> targets = new Shared<>();
    for (Route route : table.routes()) {
      settings.add(route.settings());
      targets.add(route.target());
    }
    writeShared(out, settings, targets);
    new RouteWriter(out).write(table.routes(), settings, targets);
    requireBound(out.size() - before);
  }

  /**
   * Writes what the table has that another one has not.
   *
   * @param former what whoever reads this has
   * @throws IllegalArgumentException if that exceeds {@link #MAX_BYTES}, as the whole table does
   *     then; too much is written by then
   */
  public static void writeDifference(DataOutputStream out, RouteTable table, RouteTable former)
      throws IOException {
    int before = out.size();
    out.writeByte(DIFFERENCE);
    out.writeLong(table.generation());
    out.writeLong(former.generation());
    Runs runs = Runs.of(table.routes(), former);
    Shared<RouteSettings> settings = new Shared<>();
    Shared<Target> targets = new Shared<>();
    runs.forEachFresh(route -> {
      settings.add(route.settings());
      targets.add(route.target());
    });
    writeShared(out, settings, targets);
    new RouteWriter(out).writeRuns(table.routes().size(), runs, settings, targets);
    requireBound(out.size() - before - MORE_AS_DIFFERENCE);
  }

  private static void requireBound(int bytes) {
    if (bytes > MAX_BYTES) {
      throw new IllegalArgumentException(
          "The route table of %d bytes exceeds %d: remove hostnames or pages of apps"
              .formatted(bytes, MAX_BYTES));
    }
  }

  private static void writeShared(
      DataOutputStream out, Shared<RouteSettings> settings, Shared<Target> targets)
      throws IOException {
    out.writeInt(settings.all().size());
    for (RouteSettings each : settings.all()) {
      SettingsCodec.write(out, each);
    }
    out.writeInt(targets.all().size());
    for (Target each : targets.all()) {
      writeTarget(out, each);
    }
  }

  private static void writeTarget(DataOutputStream out, Target target) throws IOException {
    switch (target) {
      case Target.Serving serving -> writeServing(out, serving);
      case Target.Booting(RoutedApp app) -> writeApp(out, BOOTING, app);
      case Target.Sleeping(RoutedApp app) -> writeApp(out, SLEEPING, app);
      case Target.Crashed(RoutedApp app) -> writeApp(out, CRASHED, app);
      case Target.NoWeb(RoutedApp app) -> writeApp(out, NO_WEB, app);
      case Target.Blank(RoutedApp app) -> writeApp(out, BLANK, app);
      case Target.Maintenance(RoutedApp app) -> writeApp(out, MAINTENANCE, app);
      case Target.Moved(RoutedApp app, Hostname to) -> {
        writeApp(out, MOVED, app);
        out.writeUTF(to.value());
      }
      case Target.Platform(String address, int port) -> {
        out.writeByte(PLATFORM);
        out.writeUTF(address);
        out.writeInt(port);
      }
    }
  }

  private static void writeServing(DataOutputStream out, Target.Serving serving)
      throws IOException {
    Share share = serving.share();
    writeApp(out, share.isNone() ? SERVING : SHARING, serving.app());
    out.writeLong(serving.limits().firstByte().toMillis());
    out.writeLong(serving.limits().idle().toMillis());
    writeEndpoints(out, serving.endpoints());
    if (!share.isNone()) {
      writeEndpoints(out, share.endpoints());
      out.writeInt(share.percent());
    }
  }

  private static void writeApp(DataOutputStream out, int kind, RoutedApp app) throws IOException {
    out.writeByte(kind);
    out.writeUTF(app.id());
    out.writeUTF(app.name());
  }

  /** Writes endpoints as {@link #readEndpoints} reads them. */
  public static void writeEndpoints(DataOutputStream out, List<Endpoint> endpoints)
      throws IOException {
    out.writeInt(endpoints.size());
    for (Endpoint endpoint : endpoints) {
      out.writeUTF(endpoint.instance());
      out.writeUTF(endpoint.address());
      out.writeInt(endpoint.port());
      out.writeUTF(endpoint.id());
    }
  }

  /**
   * @throws IOException if the bytes are not exactly one valid table of a known version
   */
  public static RouteTable decode(byte[] bytes) throws IOException {
    return read(
        new DataInputStream(new ByteArrayInputStream(bytes)), Known.NOTHING, RouteTable.EMPTY);
  }

  /**
   * Reads a table to the end of the stream, whose {@code available} tells how many bytes are left.
   *
   * @param former what a difference is from
   * @throws IOException if it is not exactly one valid table of a known version, or the difference
   *     from another table than this one
   */
  public static RouteTable read(DataInputStream in, Known known, RouteTable former)
      throws IOException {
    try {
      int version = in.readUnsignedByte();
      long generation = in.readLong();
      RouteTable table =
          switch (version) {
            case BEFORE_SETTINGS -> new RouteTable(generation, readPlain(in));
            case VERSION -> known.table().next(generation, readRoutes(in, known));
            case DIFFERENCE -> former.next(generation, readDifference(in, known, former));
            default ->
                throw new IOException("Route table of format " + version + ", expected " + VERSION);
          };
      if (in.available() > 0) {
        throw new IOException(in.available() + " bytes follow the route table");
      }
      return table;
    } catch (IllegalArgumentException e) {
      throw new IOException("Route table with a bad value: " + e.getMessage(), e);
    }
  }

  private static List<Route> readPlain(DataInputStream in) throws IOException {
    List<Route> routes = new ArrayList<>();
    for (int left = readCount(in); left > 0; left--) {
      routes.add(new Route(new Hostname(in.readUTF()), readTarget(in)));
    }
    return routes;
  }

  private static List<Route> readRoutes(DataInputStream in, Known known) throws IOException {
    List<RouteSettings> settings = readSettings(in, known);
    return new RouteReader(in, known.table()).read(settings, readTargets(in, known));
  }

  private static List<Route> readDifference(DataInputStream in, Known known, RouteTable former)
      throws IOException {
    long generation = in.readLong();
    if (generation != former.generation()) {
      throw new IOException(
          "A difference from table " + generation + " where " + former.generation() + " is known");
    }
    List<RouteSettings> settings = readSettings(in, known);
    return new RouteReader(in, former).readRuns(settings, readTargets(in, known));
  }

  private static List<RouteSettings> readSettings(DataInputStream in, Known known)
      throws IOException {
    List<RouteSettings> settings = new ArrayList<>();
    for (int left = readCount(in); left > 0; left--) {
      settings.add(known.same(SettingsCodec.read(in)));
    }
    return settings;
  }

  private static List<Target> readTargets(DataInputStream in, Known known) throws IOException {
    List<Target> targets = new ArrayList<>();
    for (int left = readCount(in); left > 0; left--) {
      targets.add(known.same(readTarget(in)));
    }
    return targets;
  }

  private static Target readTarget(DataInputStream in) throws IOException {
    int kind = in.readUnsignedByte();
    return switch (kind) {
      case SERVING -> readServing(in, false);
      case SHARING -> readServing(in, true);
      case BOOTING -> new Target.Booting(readApp(in));
      case SLEEPING -> new Target.Sleeping(readApp(in));
      case CRASHED -> new Target.Crashed(readApp(in));
      case NO_WEB -> new Target.NoWeb(readApp(in));
      case BLANK -> new Target.Blank(readApp(in));
      case MAINTENANCE -> new Target.Maintenance(readApp(in));
      case MOVED -> new Target.Moved(readApp(in), new Hostname(in.readUTF()));
      case PLATFORM -> new Target.Platform(in.readUTF(), in.readInt());
      default -> throw new IOException("Route target of unknown kind " + kind);
    };
  }

  private static Target readServing(DataInputStream in, boolean sharing) throws IOException {
    RoutedApp app = readApp(in);
    RouteLimits limits =
        new RouteLimits(Duration.ofMillis(in.readLong()), Duration.ofMillis(in.readLong()));
    List<Endpoint> endpoints = readEndpoints(in);
    Share share = sharing ? new Share(readEndpoints(in), in.readInt()) : Share.NONE;
    return new Target.Serving(app, endpoints, share, limits);
  }

  private static RoutedApp readApp(DataInputStream in) throws IOException {
    return new RoutedApp(in.readUTF(), in.readUTF());
  }

  /** Reads what {@link #writeEndpoints} wrote; {@link IllegalArgumentException} for bad values. */
  public static List<Endpoint> readEndpoints(DataInputStream in) throws IOException {
    int count = readCount(in);
    List<Endpoint> endpoints = new ArrayList<>();
    for (int i = 0; i < count; i++) {
      endpoints.add(new Endpoint(in.readUTF(), in.readUTF(), in.readInt(), in.readUTF()));
    }
    return endpoints;
  }

  /** A count is bounded by the bytes that are there, so that a lie allocates nothing. */
  static int readCount(DataInputStream in) throws IOException {
    int count = in.readInt();
    if (count < 0 || count > in.available()) {
      throw new IOException("Count " + count + " with " + in.available() + " bytes left");
    }
    return count;
  }
}
