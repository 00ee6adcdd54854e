package paas.builder.image;

import static java.nio.charset.StandardCharsets.US_ASCII;

import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.util.Arrays;
import org.apache.commons.compress.archivers.tar.TarArchiveEntry;
import org.apache.commons.compress.archivers.tar.TarArchiveOutputStream;
import org.apache.commons.compress.archivers.tar.TarConstants;

/** Small tars of files that are large when unpacked (GNU tar manual, "PAX 1", sparse files). */
final class SparseTar {
  private static final int BLOCK = 512;

  private SparseTar() {}

  static byte[] of(String name, long size) throws IOException {
    byte[] map = Arrays.copyOf(("1\n" + (size - 1) + "\n1\n").getBytes(US_ASCII), BLOCK);
    byte[] content = Arrays.copyOf(map, BLOCK + 1);
    var tar = new ByteArrayOutputStream();
    try (var out = new TarArchiveOutputStream(tar)) {
      String records =
          record("GNU.sparse.major", "1")
              + record("GNU.sparse.minor", "0")
              + record("GNU.sparse.name", name)
              + record("GNU.sparse.realsize", Long.toString(size));
      put(
          out,
          new TarArchiveEntry("pax", TarConstants.LF_PAX_EXTENDED_HEADER_LC),
          records.getBytes(US_ASCII));
      put(out, new TarArchiveEntry("GNUSparseFile.0/" + name), content);
    }
    return tar.toByteArray();
  }

  /** The same behind a link that claims it as its content. */
  static byte[] behindLink(byte[] tar) throws IOException {
    var link = new TarArchiveEntry("link", TarConstants.LF_SYMLINK);
    link.setLinkName("x");
    link.setSize(tar.length);
    byte[] all = Arrays.copyOf(new byte[BLOCK], BLOCK + tar.length);
    link.writeEntryHeader(all);
    System.arraycopy(tar, 0, all, BLOCK, tar.length);
    return all;
  }

  private static void put(TarArchiveOutputStream out, TarArchiveEntry entry, byte[] content)
      throws IOException {
    entry.setSize(content.length);
    out.putArchiveEntry(entry);
    out.write(content);
    out.closeArchiveEntry();
  }

  private static String record(String key, String value) {
    String rest = " " + key + "=" + value + "\n";
    int length = rest.length() + 1;
    length = rest.length() + Integer.toString(length).length();
    return length + rest;
  }
}
