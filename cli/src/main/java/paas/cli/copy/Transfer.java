package paas.cli.copy;

import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.OutputStream;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.util.Optional;
import paas.cli.oneoff.Ending;
import paas.cli.websocket.WebSocket;

/** What the platform's end of a copy says: data, what tar complains of, and how it ended. */
final class Transfer implements WebSocket.Listener {
  private static final byte STDERR = 2;

  /** More than anybody reads. */
  private static final int MOST_COMPLAINTS = 4 * 1024;

  private final OutputStream data;
  private final ByteArrayOutputStream complaints = new ByteArrayOutputStream();
  private byte stream;
  private Optional<Integer> exitCode = Optional.empty();

  Transfer(OutputStream data) {
    this.data = data;
  }

  /** Absent when the connection ended before the copy did. */
  Optional<Integer> exitCode() {
    return exitCode;
  }

  String complaints() {
    return complaints.toString(StandardCharsets.UTF_8).strip();
  }

  @Override
  public void binary(byte[] bytes, int offset, int length, boolean first) {
    if (first) {
      stream = bytes[offset];
    }
    int skip = first ? 1 : 0;
    if (stream == STDERR) {
      int room = Math.min(length - skip, MOST_COMPLAINTS - complaints.size());
      complaints.write(bytes, offset + skip, room);
    } else {
      write(bytes, offset + skip, length - skip);
    }
  }

  private void write(byte[] bytes, int offset, int length) {
    try {
      data.write(bytes, offset, length);
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  @Override
  public boolean text(String message) {
    exitCode = Ending.exitCode(message);
    return exitCode.isEmpty();
  }
}
