package paas.router.control.table;

import java.io.BufferedOutputStream;
import java.io.DataOutputStream;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.channels.Channels;
import java.nio.channels.FileChannel;
import java.util.zip.CRC32C;
import java.util.zip.CheckedOutputStream;

/**
 * What was written into a file behind a header that comes last: a number and the checksum. However
 * large it is, memory holds a piece of it only.
 */
record CheckedBody(int length, int checksum) {
  /** How many bytes the header takes. */
  static final int HEADER = Integer.BYTES + Integer.BYTES;

  private static final int PIECE = 64 << 10;

  /** Writes a body behind the header that will be at this place. */
  static CheckedBody write(FileChannel out, long place, WholeFile.Writer body) throws IOException {
    out.position(place + HEADER);
    CRC32C checksum = new CRC32C();
    DataOutputStream stream =
        new DataOutputStream(
            new BufferedOutputStream(
                new CheckedOutputStream(Channels.newOutputStream(out), checksum), PIECE));
    body.write(stream);
    stream.flush();
    return new CheckedBody(stream.size(), (int) checksum.getValue());
  }

  /** Writes the header at that place: only with it is the body one. */
  void complete(FileChannel out, long place, int number) throws IOException {
    ByteBuffer header = ByteBuffer.allocate(HEADER).putInt(number).putInt(checksum).flip();
    long position = place;
    while (header.hasRemaining()) {
      position += out.write(header, position);
    }
  }

  static int checksum(ByteBuffer body) {
    CRC32C checksum = new CRC32C();
    checksum.update(body);
    return (int) checksum.getValue();
  }
}
