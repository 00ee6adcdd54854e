package paas.platform.intake;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.io.ByteArrayInputStream;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.OutputStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Random;
import java.util.zip.GZIPOutputStream;
import org.apache.commons.compress.archivers.tar.TarArchiveEntry;
import org.apache.commons.compress.archivers.tar.TarArchiveInputStream;
import org.apache.commons.compress.archivers.tar.TarArchiveOutputStream;
import org.apache.commons.compress.archivers.zip.ZipArchiveEntry;
import org.apache.commons.compress.archivers.zip.ZipArchiveOutputStream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import paas.platform.fault.Rejected;

class ArchiveTest {
  @TempDir Path dir;

  private Archive archive(byte[] bytes) throws IOException {
    return new Archive(Files.write(dir.resolve("a"), bytes));
  }

  private static byte[] tar() throws IOException {
    ByteArrayOutputStream bytes = new ByteArrayOutputStream();
    try (TarArchiveOutputStream tar = new TarArchiveOutputStream(bytes)) {
      TarArchiveEntry entry = new TarArchiveEntry("Procfile");
      entry.setSize(4);
      tar.putArchiveEntry(entry);
      tar.write("web:".getBytes(UTF_8));
      tar.closeArchiveEntry();
    }
    return bytes.toByteArray();
  }

  private static byte[] zipped(byte[] bytes) throws IOException {
    ByteArrayOutputStream out = new ByteArrayOutputStream();
    try (GZIPOutputStream gzip = new GZIPOutputStream(out)) {
      gzip.write(bytes);
    }
    return out.toByteArray();
  }

  private static byte[] zip(String name, int mode, String content) throws IOException {
    ByteArrayOutputStream out = new ByteArrayOutputStream();
    try (ZipArchiveOutputStream zip = new ZipArchiveOutputStream(out)) {
      ZipArchiveEntry entry = new ZipArchiveEntry(name);
      entry.setUnixMode(mode);
      zip.putArchiveEntry(entry);
      zip.write(content.getBytes(UTF_8));
      zip.closeArchiveEntry();
    }
    return out.toByteArray();
  }

  private List<TarArchiveEntry> entries(byte[] bytes) throws IOException {
    ByteArrayOutputStream out = new ByteArrayOutputStream();
    archive(bytes).writeTar(out);
    List<TarArchiveEntry> entries = new ArrayList<>();
    try (var tar = new TarArchiveInputStream(new ByteArrayInputStream(out.toByteArray()))) {
      for (var entry = tar.getNextEntry(); entry != null; entry = tar.getNextEntry()) {
        entries.add(entry);
      }
    }
    return entries;
  }

  @Test
  void aTarAndATarGzComeOutAsTheTar() throws IOException {
    for (byte[] bytes : List.of(tar(), zipped(tar()))) {
      ByteArrayOutputStream out = new ByteArrayOutputStream();
      archive(bytes).writeTar(out);
      assertTrue(Arrays.equals(tar(), out.toByteArray()));
    }
  }

  @Test
  void aZipKeepsItsProgramsAndLinksAndLosesSetuid() throws IOException {
    TarArchiveEntry program = entries(zip("bin/run", 0106755, "#!")).get(0);
    assertEquals("bin/run", program.getName());
    assertEquals(0100755, program.getMode());
    assertEquals(0100644, entries(zip("a", 0100600, "x")).get(0).getMode());
    TarArchiveEntry link = entries(zip("l", 0120777, "bin/run")).get(0);
    assertTrue(link.isSymbolicLink());
    assertEquals("bin/run", link.getLinkName());
  }

  /** The builder refuses such names: here they must reach it as they are. */
  @Test
  void badNamesOfAZipAreNotMadeGood() throws IOException {
    assertEquals(
        "../../etc/cron.d/x", entries(zip("../../etc/cron.d/x", 0100644, "")).get(0).getName());
    assertEquals("/etc/passwd", entries(zip("/etc/passwd", 0100644, "")).get(0).getName());
  }

  @Test
  void whatIsNoArchiveIsSaidToBeNone() {
    for (byte[] bytes : List.of(new byte[0], "hello".getBytes(UTF_8), new byte[2000])) {
      assertThrows(Rejected.class, () -> archive(bytes).writeTar(OutputStream.nullOutputStream()));
    }
  }

  @Test
  void aDamagedArchiveIsRefusedNotAFault() throws IOException {
    byte[] zip = zip("a", 0100644, "some content that is long enough to be cut");
    byte[] gzip = zipped(tar());
    Random random = new Random(7);
    for (int round = 0; round < 300; round++) {
      byte[] bytes = (round % 2 == 0 ? zip : gzip).clone();
      int at = 4 + random.nextInt(bytes.length - 4);
      bytes[at] = (byte) random.nextInt(256);
      byte[] cut = round % 3 == 0 ? Arrays.copyOf(bytes, at) : bytes;
      try {
        archive(cut).writeTar(OutputStream.nullOutputStream());
      } catch (Rejected | IOException e) {
        assertFalse(String.valueOf(e.getMessage()).isEmpty());
      }
    }
  }

  @Test
  void aZipThatHoldsMoreThanItsListSaysEnds() throws IOException {
    byte[] bytes = zip("a", 0100644, "x".repeat(10_000));
    int list = indexOf(bytes, new byte[] {'P', 'K', 1, 2});
    bytes[list + 24] = 5;
    bytes[list + 25] = 0;
    assertThrows(Rejected.class, () -> archive(bytes).writeTar(OutputStream.nullOutputStream()));
  }

  private static int indexOf(byte[] bytes, byte[] wanted) {
    for (int at = 0; at < bytes.length; at++) {
      if (Arrays.equals(bytes, at, at + wanted.length, wanted, 0, wanted.length)) {
        return at;
      }
    }
    throw new AssertionError("not there");
  }
}
