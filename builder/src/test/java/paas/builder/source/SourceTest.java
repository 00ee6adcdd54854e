package paas.builder.source;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Random;
import java.util.Set;
import org.apache.commons.compress.archivers.tar.TarArchiveEntry;
import org.apache.commons.compress.archivers.tar.TarArchiveOutputStream;
import org.apache.commons.compress.archivers.tar.TarConstants;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import paas.builder.fault.BuildFault;

class SourceTest {
  private static final SourceBounds BOUNDS = new SourceBounds(1 << 20, 100);
  private static final SourceView VIEW = view("");

  @TempDir Path folder;

  private static SourceView view(String directory) {
    return new SourceView(new SourcePath(directory), Set.of("Procfile", "Dockerfile"));
  }

  private Source receive(byte[] tar) throws BuildFault, IOException {
    return Source.receive(out -> out.write(tar), folder.resolve("source.tar"), BOUNDS, VIEW);
  }

  private String refusal(byte[] tar) throws IOException {
    BuildFault fault = assertThrows(BuildFault.class, () -> receive(tar));
    assertEquals("source", fault.phase());
    try (var left = Files.list(folder)) {
      assertEquals(List.of(), left.toList());
    }
    return fault.reason();
  }

  private static byte[] tar(TarArchiveEntry... entries) throws IOException {
    var bytes = new ByteArrayOutputStream();
    try (var tar = new TarArchiveOutputStream(bytes, StandardCharsets.UTF_8.name())) {
      tar.setLongFileMode(TarArchiveOutputStream.LONGFILE_POSIX);
      for (TarArchiveEntry entry : entries) {
        tar.putArchiveEntry(entry);
        tar.write(new byte[(int) entry.getSize()]);
        tar.closeArchiveEntry();
      }
    }
    return bytes.toByteArray();
  }

  private static TarArchiveEntry entry(String name, byte type, String target, long size) {
    var entry = new TarArchiveEntry(name, type, true);
    entry.setLinkName(target);
    entry.setSize(size);
    return entry;
  }

  private static TarArchiveEntry file(String name) {
    return entry(name, TarConstants.LF_NORMAL, "", 3);
  }

  private static TarArchiveEntry link(String name, String target) {
    return entry(name, TarConstants.LF_SYMLINK, target, 0);
  }

  @Test
  void plainTreesAreTakenAndReadAgain() throws Exception {
    byte[] tar =
        tar(
            entry("lib/", TarConstants.LF_DIR, "", 0),
            file("./lib/a"),
            link("b", "lib/a"),
            file("x".repeat(200)));
    try (Source source = receive(tar)) {
      assertEquals(Set.of("lib", "b", "x".repeat(200)), source.roots());
      List<String> names = new ArrayList<>();
      source.forEach((name, entry, content) -> names.add(name));
      assertEquals(List.of("lib", "lib/a", "b", "x".repeat(200)), names);
    }
  }

  @Test
  void smallFilesAtTheRootAreKept() throws Exception {
    try (Source source = receive(tar(file("Procfile"), file("sub/Dockerfile")))) {
      assertArrayEquals(new byte[3], source.small("Procfile").orElseThrow());
      assertTrue(source.small("Dockerfile").isEmpty());
    }
  }

  @Test
  void folderOfTheTreeIsSeenAsItsRoot() throws Exception {
    byte[] tar = tar(file("Procfile"), file("api/sub/a"), file("api/Procfile"), file("apiary/b"));
    try (Source source =
        Source.receive(out -> out.write(tar), folder.resolve("source.tar"), BOUNDS, view("api"))) {
      assertEquals(Set.of("sub", "Procfile"), source.roots());
      assertTrue(source.small("Procfile").isPresent());
      List<String> names = new ArrayList<>();
      source.forEach((name, entry, content) -> names.add(name));
      assertEquals(List.of("sub/a", "Procfile"), names);
    }
  }

  @Test
  void missingOrLinkedFolderIsAFaultThatNamesWhatThereIs() throws IOException {
    for (byte[] tar : List.of(tar(file("web/a")), tar(file("web/a"), link("api", "web")))) {
      var fault =
          assertThrows(
              BuildFault.class,
              () ->
                  Source.receive(
                      out -> out.write(tar), folder.resolve("source.tar"), BOUNDS, view("api")));
      assertTrue(fault.reason().contains("no folder 'api'"), fault.reason());
      assertTrue(fault.reason().contains("web"), fault.reason());
    }
  }

  @Test
  void linkedProcfileIsAFault() throws Exception {
    try (Source source = receive(tar(link("Procfile", "/etc/shadow")))) {
      assertEquals(
          "Procfile is a symbolic link.",
          assertThrows(BuildFault.class, () -> source.small("Procfile")).reason());
    }
  }

  @Test
  void pathsOutOfTheTreeAreRefused() throws IOException {
    for (String name : List.of("/etc/passwd", "../x", "a/../../x", "a//b", "a/./b", "..", "a/..")) {
      refusal(tar(file(name)));
    }
  }

  @Test
  void overlongNamesAreRefused() throws IOException {
    refusal(tar(file("x".repeat(256))));
    refusal(tar(file("d/".repeat(2100) + "x")));
  }

  @Test
  void specialFilesAndHardLinksAreRefused() throws IOException {
    for (byte type :
        new byte[] {
          TarConstants.LF_LINK, TarConstants.LF_CHR, TarConstants.LF_BLK, TarConstants.LF_FIFO
        }) {
      refusal(tar(file("a"), entry("b", type, "a", 0)));
    }
  }

  @Test
  void entriesBeneathLinksOrFilesAreRefused() throws IOException {
    assertTrue(
        refusal(tar(link("a", "/etc"), file("a/passwd"))).contains("within a file or a link"));
    refusal(tar(file("a"), file("a/b")));
    refusal(tar(file("a/b"), file("a/b")));
    refusal(tar(file("a"), link("a", "/etc")));
  }

  @Test
  void tooManyEntriesOrBytesAreRefused() throws IOException {
    TarArchiveEntry[] many = new TarArchiveEntry[101];
    for (int i = 0; i < many.length; i++) {
      many[i] = entry("f" + i, TarConstants.LF_NORMAL, "", 0);
    }
    assertTrue(refusal(tar(many)).contains("more than 100 files"));
    assertTrue(
        refusal(tar(entry("big", TarConstants.LF_NORMAL, "", (1 << 20) + 1)))
            .contains("more than 1 MB"));
  }

  @Test
  void endlessInputIsCutAtItsBound() throws IOException {
    byte[] block = new byte[1 << 16];
    var fault =
        assertThrows(
            BuildFault.class,
            () ->
                Source.receive(
                    out -> {
                      for (int i = 0; i < 1 << 20; i++) {
                        out.write(block);
                      }
                    },
                    folder.resolve("source.tar"),
                    BOUNDS,
                    VIEW));
    assertTrue(fault.reason().contains("more than"), fault.reason());
  }

  @Test
  void paxRecordThatContradictsTheSizeIsRefused() throws IOException {
    var bytes = new ByteArrayOutputStream();
    try (var tar = new TarArchiveOutputStream(bytes)) {
      byte[] record = "14 size=99999\n".getBytes(StandardCharsets.US_ASCII);
      var pax = entry("pax", TarConstants.LF_PAX_EXTENDED_HEADER_LC, "", record.length);
      tar.putArchiveEntry(pax);
      tar.write(record);
      tar.closeArchiveEntry();
      tar.putArchiveEntry(file("a"));
      tar.write(new byte[3]);
      tar.closeArchiveEntry();
    }
    refusal(bytes.toByteArray());
  }

  @Test
  void hugeExtensionHeaderIsRefusedBeforeItIsRead() throws IOException {
    var bytes = new ByteArrayOutputStream();
    byte[] header = new byte[512];
    entry("pax", TarConstants.LF_PAX_EXTENDED_HEADER_LC, "", 900L << 20).writeEntryHeader(header);
    bytes.write(header);
    bytes.write(new byte[2048]);
    refusal(bytes.toByteArray());
  }

  @Test
  void damagedArchivesAreTakenOrRefusedAndNothingElse() throws IOException {
    byte[] whole =
        tar(
            file("Procfile"),
            link("b", "c"),
            entry("d/", TarConstants.LF_DIR, "", 0),
            file("x".repeat(150)));
    long seed = 7;
    var random = new Random(seed);
    for (int round = 0; round < 3_000; round++) {
      byte[] damaged = whole.clone();
      for (int hit = random.nextInt(8); hit >= 0; hit--) {
        damaged[random.nextInt(damaged.length)] = (byte) random.nextInt(256);
      }
      try (Source source =
          receive(java.util.Arrays.copyOf(damaged, random.nextInt(damaged.length)))) {
        source.forEach(
            (name, entry, content) -> assertTrue(!name.startsWith("/") && !name.contains("..")));
      } catch (BuildFault refused) {
        assertEquals("source", refused.phase(), Map.of("seed", seed, "round", round).toString());
      }
    }
  }
}
