package paas.builder.source;

import java.io.ByteArrayOutputStream;
import java.io.FilterInputStream;
import java.io.IOException;
import java.io.InputStream;
import java.nio.charset.StandardCharsets;
import java.util.regex.Pattern;

/**
 * Walks the raw blocks of a tar on their way to the reader and refuses what would make the reader
 * allocate without bound: extension headers (long names, PAX) over 64 KB, sparse files, and PAX
 * records that contradict an entry's size (with those, the reader and this guard would not see the
 * same headers).
 */
final class HeaderGuard extends FilterInputStream {
  private static final int BLOCK = 512;
  private static final long EXTENSION = 64 * 1024;
  private static final int SIZE_AT = 124;
  private static final int SIZE_LENGTH = 12;
  private static final int TYPE_AT = 156;
  private static final Pattern SIZES = Pattern.compile(" (size|GNU\\.sparse\\.[a-z]+)=");

  private final byte[] header = new byte[BLOCK];
  private final ByteArrayOutputStream records = new ByteArrayOutputStream();
  private int filled;
  private long content;
  private boolean recording;

  HeaderGuard(InputStream in) {
    super(in);
  }

  @Override
  public int read() throws IOException {
    byte[] one = new byte[1];
    return read(one, 0, 1) < 0 ? -1 : one[0] & 0xff;
  }

  @Override
  public int read(byte[] buffer, int offset, int length) throws IOException {
    int count = super.read(buffer, offset, length);
    for (int at = 0; at < count; ) {
      at +=
          content > 0
              ? pass(buffer, offset + at, count - at)
              : gather(buffer, offset + at, count - at);
    }
    return count;
  }

  /** Reads instead of seeking, so that every header is seen. */
  @Override
  public long skip(long wanted) throws IOException {
    byte[] buffer = new byte[8192];
    long left = wanted;
    while (left > 0) {
      int count = read(buffer, 0, (int) Math.min(left, buffer.length));
      if (count < 0) {
        break;
      }
      left -= count;
    }
    return wanted - left;
  }

  @Override
  public boolean markSupported() {
    return false;
  }

  private int pass(byte[] buffer, int offset, int available) throws IOException {
    int passed = (int) Math.min(available, content);
    content -= passed;
    if (recording) {
      records.write(buffer, offset, passed);
      if (content == 0) {
        judgeRecords();
      }
    }
    return passed;
  }

  private void judgeRecords() throws IOException {
    recording = false;
    if (SIZES.matcher(records.toString(StandardCharsets.ISO_8859_1)).find()) {
      throw new IOException("a PAX record that changes an entry's size");
    }
    records.reset();
  }

  private int gather(byte[] buffer, int offset, int available) throws IOException {
    int taken = Math.min(available, BLOCK - filled);
    System.arraycopy(buffer, offset, header, filled, taken);
    filled += taken;
    if (filled == BLOCK) {
      filled = 0;
      inspect();
    }
    return taken;
  }

  private void inspect() throws IOException {
    long size = size();
    char type = (char) header[TYPE_AT];
    if ("xgXLK".indexOf(type) >= 0 && size > EXTENSION) {
      throw new IOException("an extension header of " + size + " bytes");
    }
    if (type == 'S') {
      throw new IOException("a sparse file");
    }
    // Readers disagree whether content follows: one would see headers where another sees bytes.
    if (size > 0 && type >= '1' && type <= '6') {
      throw new IOException("a link, folder or device with content");
    }
    content = (size + BLOCK - 1) / BLOCK * BLOCK;
    recording = content > 0 && (type == 'x' || type == 'g' || type == 'X');
  }

  /** Octal digits, or base 256 when the first bit is set (GNU tar manual, "Basic Tar Format"). */
  private long size() throws IOException {
    long size = 0;
    boolean binary = (header[SIZE_AT] & 0x80) != 0;
    for (int at = SIZE_AT; at < SIZE_AT + SIZE_LENGTH; at++) {
      int value = header[at] & 0xff;
      if (binary) {
        size = (size << 8) | (at == SIZE_AT ? value & 0x7f : value);
      } else if (value >= '0' && value <= '7') {
        size = size * 8 + value - '0';
      }
      if (size < 0 || size > Long.MAX_VALUE >> 9) {
        throw new IOException("an entry of impossible size");
      }
    }
    return size;
  }
}
