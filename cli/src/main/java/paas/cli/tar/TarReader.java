package paas.cli.tar;

import java.io.EOFException;
import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;
import java.util.Optional;
import paas.cli.http.ProtocolException;

/**
 * Reads a tar: ustar with PAX records (POSIX.1-2017, pax) and GNU's long names. Memory is bounded,
 * whatever the archive says; what does not hold together is an {@link IOException}.
 */
public final class TarReader {
  private final InputStream in;
  private long left; // of the entry's content
  private long padding;

  public TarReader(InputStream in) {
    this.in = in;
  }

  /** The next entry, past what was not read of the one before; empty at the end of the archive. */
  public Optional<TarEntry> next() throws IOException {
    skip(left + padding);
    Extension extension = new Extension();
    while (true) {
      byte[] block = in.readNBytes(TarHeader.BLOCK);
      if (block.length < TarHeader.BLOCK) {
        throw new EOFException("the archive ends too early");
      }
      if (TarHeader.isEmpty(block)) {
        in.transferTo(OutputStream.nullOutputStream());
        return Optional.empty();
      }
      TarHeader header = TarHeader.of(block);
      if (!header.isExtension()) {
        TarEntry entry = header.entry(extension);
        left = entry.kind() == TarEntry.Kind.FILE ? entry.size() : 0;
        padding = padding(left);
        return Optional.of(entry);
      }
      extension.take(header.type(), record(header.size()));
    }
  }

  private byte[] record(long size) throws IOException {
    if (size > Extension.LARGEST) {
      throw new ProtocolException("a name in the archive is too long");
    }
    byte[] record = in.readNBytes((int) size);
    if (record.length < size) {
      throw new EOFException("the archive ends too early");
    }
    skip(padding(size));
    return record;
  }

  /** Writes the entry's content; to be called once, for a file. */
  public void transferTo(OutputStream out) throws IOException {
    byte[] piece = new byte[64 * 1024];
    while (left > 0) {
      int count = in.read(piece, 0, (int) Math.min(piece.length, left));
      if (count < 0) {
        throw new EOFException("the archive ends too early");
      }
      out.write(piece, 0, count);
      left -= count;
    }
  }

  private void skip(long bytes) throws IOException {
    try {
      in.skipNBytes(bytes);
    } catch (EOFException e) {
      throw new EOFException("the archive ends too early");
    }
  }

  private static long padding(long size) {
    return (TarHeader.BLOCK - size % TarHeader.BLOCK) % TarHeader.BLOCK;
  }
}
