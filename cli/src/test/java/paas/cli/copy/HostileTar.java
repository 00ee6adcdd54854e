package paas.cli.copy;

import static java.nio.charset.StandardCharsets.UTF_8;

import java.io.ByteArrayOutputStream;
import java.nio.ByteBuffer;
import java.util.Arrays;

/** Writes entries of any kind and name, as an honest tar would not. */
final class HostileTar {
  private final ByteArrayOutputStream out = new ByteArrayOutputStream();

  void entry(char type, String name, String link, String content) {
    entry(type, name, link, content, 1_600_000_000);
  }

  /** {@code seconds} as GNU tar writes what takes more than 11 octal digits. */
  void entry(char type, String name, String link, String content, long seconds) {
    byte[] header = new byte[512];
    byte[] data = content.getBytes(UTF_8);
    put(header, 0, name);
    put(header, 100, "0000755");
    put(header, 124, "%011o".formatted(data.length));
    if (seconds < 1L << 33) {
      put(header, 136, "%011o".formatted(seconds));
    } else {
      header[136] = (byte) 0x80;
      ByteBuffer.wrap(header).putLong(140, seconds);
    }
    header[156] = (byte) type;
    put(header, 157, link);
    put(header, 257, "ustar");
    put(header, 263, "00");
    Arrays.fill(header, 148, 156, (byte) ' ');
    int sum = 0;
    for (byte b : header) {
      sum += b & 0xff;
    }
    put(header, 148, "%06o\0".formatted(sum));
    out.writeBytes(header);
    out.writeBytes(Arrays.copyOf(data, (data.length + 511) / 512 * 512));
  }

  private static void put(byte[] header, int at, String text) {
    byte[] bytes = text.getBytes(UTF_8);
    System.arraycopy(bytes, 0, header, at, bytes.length);
  }

  byte[] end() {
    ByteArrayOutputStream whole = new ByteArrayOutputStream();
    whole.writeBytes(out.toByteArray());
    whole.writeBytes(new byte[1024]);
    return whole.toByteArray();
  }
}
