package paas.cli.tar;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.io.ByteArrayInputStream;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Optional;
import java.util.Random;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class TarTest {
  @TempDir Path directory;

  private byte[] archive(String name, byte[] content, String target) throws IOException {
    Path file = directory.resolve("file");
    Files.write(file, content);
    ByteArrayOutputStream out = new ByteArrayOutputStream();
    try (TarWriter tar = new TarWriter(out)) {
      tar.directory(name + "-d");
      tar.file(name, file, true);
      tar.link(name + "-l", target);
    }
    return out.toByteArray();
  }

  @ParameterizedTest
  @ValueSource(ints = {0, 1, 511, 512, 513, 100_000})
  void whatWasWrittenIsRead(int size) throws IOException {
    byte[] content = new byte[size];
    new Random(size).nextBytes(content);
    String name = "é/" + "x".repeat(size % 300) + "/n";
    TarReader reader =
        new TarReader(new ByteArrayInputStream(archive(name, content, "../" + name)));

    TarEntry first = reader.next().orElseThrow();
    assertEquals(TarEntry.Kind.DIRECTORY, first.kind());
    assertEquals(name + "-d/", first.name());
    TarEntry second = reader.next().orElseThrow();
    assertEquals(TarEntry.Kind.FILE, second.kind());
    assertEquals(name, second.name());
    assertTrue(second.executable());
    ByteArrayOutputStream got = new ByteArrayOutputStream();
    reader.transferTo(got);
    assertArrayEquals(content, got.toByteArray());
    TarEntry third = reader.next().orElseThrow();
    assertEquals(TarEntry.Kind.SYMBOLIC_LINK, third.kind());
    assertEquals("../" + name, third.link());
    assertEquals(Optional.empty(), reader.next());
  }

  /** GNU tar on this machine, in each of its formats, with names that need every extension. */
  @ParameterizedTest
  @ValueSource(strings = {"gnu", "posix", "ustar", "v7"})
  void gnuTarsFormatsAreRead(String format) throws Exception {
    boolean any = !format.equals("v7") && !format.equals("ustar");
    String name = any ? ("long-" + "n".repeat(110)) : "short";
    Files.createDirectories(directory.resolve("in/" + name));
    Files.writeString(directory.resolve("in/" + name + "/file"), "content");
    Process tar =
        new ProcessBuilder("tar", "--format=" + format, "-C", directory + "/in", "-cf", "-", ".")
            .start();
    List<String> names = new ArrayList<>();
    try (InputStream in = tar.getInputStream()) {
      TarReader reader = new TarReader(in);
      for (var next = reader.next(); next.isPresent(); next = reader.next()) {
        names.add(next.get().name());
        if (next.get().kind() == TarEntry.Kind.FILE) {
          ByteArrayOutputStream got = new ByteArrayOutputStream();
          reader.transferTo(got);
          assertEquals("content", got.toString(UTF_8));
        }
      }
    }
    assertEquals(0, tar.waitFor());
    assertEquals(List.of("./", "./" + name + "/", "./" + name + "/file"), names);
  }

  @Test
  void aSizeBeyondEightGigabytesIsRead() throws IOException {
    byte[] block = archive("x", new byte[0], "y");
    byte[] file = Arrays.copyOfRange(block, 512, 1024);
    byte[] size = {(byte) 0x80, 0, 0, 0, 0, 0, 0, 4, 0, 0, 0, 0};
    System.arraycopy(size, 0, file, 124, 12);
    assertEquals(
        4L << 32,
        new TarReader(new ByteArrayInputStream(sealed(file))).next().orElseThrow().size());
  }

  private static byte[] sealed(byte[] header) {
    Arrays.fill(header, 148, 156, (byte) ' ');
    int sum = 0;
    for (byte b : header) {
      sum += b & 0xff;
    }
    byte[] digits = "%06o\0".formatted(sum).getBytes(UTF_8);
    System.arraycopy(digits, 0, header, 148, digits.length);
    return header;
  }

  @Test
  void anArchiveThatIsCutOffAnywhereIsRefused() throws IOException {
    byte[] whole = archive("n".repeat(150), new byte[700], "t");
    for (int length = 0; length < whole.length - 1024; length += 7) {
      byte[] cut = Arrays.copyOf(whole, length);
      assertThrows(IOException.class, () -> readAll(cut));
    }
  }

  /** Every change ends in an answer or in a refusal, within bounds: nothing else is thrown. */
  @Test
  void noDamageBreaksTheReader() throws IOException {
    byte[] whole = archive("n".repeat(150), new byte[700], "t".repeat(120));
    Random random = new Random(1);
    for (int i = 0; i < 20_000; i++) {
      byte[] damaged = whole.clone();
      int block = random.nextInt(whole.length / 512) * 512;
      damaged[block + random.nextInt(512)] = (byte) random.nextInt(256);
      if (random.nextBoolean()) {
        byte[] header = Arrays.copyOfRange(damaged, block, block + 512);
        System.arraycopy(sealed(header), 0, damaged, block, 512);
      }
      try {
        readAll(damaged);
      } catch (IOException refused) {
        assertTrue(refused.getMessage() != null && !refused.getMessage().isEmpty());
      }
    }
  }

  private static void readAll(byte[] archive) throws IOException {
    TarReader reader = new TarReader(new ByteArrayInputStream(archive));
    for (var next = reader.next(); next.isPresent(); next = reader.next()) {
      reader.transferTo(OutputStream.nullOutputStream());
    }
  }
}
