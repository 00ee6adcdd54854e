package paas.router.control.table;

import static java.nio.charset.StandardCharsets.ISO_8859_1;

import java.io.DataOutputStream;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.util.List;
import paas.router.http.Route;
import paas.router.http.RouteSettings;
import paas.router.http.Target;

/** Writes routes as {@link RouteReader} reads them; many at a time, as streams lock each write. */
final class RouteWriter {
  /** What the beginning of a run takes: less than a route. */
  static final int RUN = 3 * Integer.BYTES;

  private static final int CHUNK = 8 << 10;

  private final DataOutputStream out;
  private final ByteBuffer chunk = ByteBuffer.allocate(CHUNK);

  RouteWriter(DataOutputStream out) {
    this.out = out;
  }

  void write(List<Route> routes, Shared<RouteSettings> settings, Shared<Target> targets)
      throws IOException {
    out.writeInt(routes.size());
    writeEach(routes, settings, targets);
    flush();
  }

  /** Writes runs as {@link RouteReader#readRuns} reads them. */
  void writeRuns(int count, Runs runs, Shared<RouteSettings> settings, Shared<Target> targets)
      throws IOException {
    out.writeInt(count);
    for (Runs.Run run : runs.all()) {
      makeRoom();
      chunk.putInt(run.kept()).putInt(run.place()).putInt(run.fresh().size());
      writeEach(run.fresh(), settings, targets);
    }
    flush();
  }

  private void writeEach(List<Route> routes, Shared<RouteSettings> settings, Shared<Target> targets)
      throws IOException {
    for (Route route : routes) {
      makeRoom();
      write(route.host().value());
      write(route.path().value());
      chunk.putInt(settings.place(route.settings()));
      chunk.putInt(targets.place(route.target()));
    }
  }

  private void makeRoom() throws IOException {
    if (chunk.remaining() < RouteReader.MOST_BYTES) {
      flush();
    }
  }

  /** Hostnames and paths are ASCII. */
  private void write(String text) {
    byte[] bytes = text.getBytes(ISO_8859_1);
    chunk.putShort((short) bytes.length).put(bytes);
  }

  private void flush() throws IOException {
    out.write(chunk.array(), 0, chunk.position());
    chunk.clear();
  }
}
