package paas.platform.intake;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.concurrent.atomic.AtomicLong;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import paas.platform.fault.Reason;
import paas.platform.fault.Rejected;

class UploadsTest {
  @TempDir Path dir;

  private Uploads at(Instant now) {
    return new Uploads(dir, () -> now);
  }

  private String received(Uploads uploads) throws IOException {
    String id = uploads.open();
    uploads.receive(id, new ByteArrayInputStream(new byte[] {1, 2, 3}));
    return id;
  }

  @Test
  void anUploadIsThereOnceItCame() throws IOException {
    Uploads uploads = at(Instant.now());
    String id = uploads.open();
    assertEquals(Optional.empty(), uploads.find(id));
    uploads.receive(id, new ByteArrayInputStream(new byte[] {1, 2, 3}));
    assertEquals(3, Files.size(uploads.find(id).orElseThrow()));
  }

  @Test
  void oneThatBreaksOffLeavesNothing() throws IOException {
    Uploads uploads = at(Instant.now());
    String id = uploads.open();
    InputStream broken =
        new InputStream() {
          private int given;

          @Override
          public int read() throws IOException {
            if (given++ > 100) {
              throw new IOException("gone");
            }
            return 1;
          }
        };
    assertThrows(IOException.class, () -> uploads.receive(id, broken));
    assertEquals(Optional.empty(), uploads.find(id));
    try (var files = Files.list(dir)) {
      assertEquals(0, files.count());
    }
  }

  /** Each alone would fit; the database is on the same disk. */
  @Test
  void oneThatComesBesideOthersLeavesSpaceToo() throws IOException {
    AtomicLong free = new AtomicLong((1L << 30) + (1 << 20));
    Uploads uploads = new Uploads(dir, Instant::now, free::get);
    InputStream large =
        new InputStream() {
          @Override
          public int read() {
            return 1;
          }

          @Override
          public int read(byte[] bytes, int offset, int length) {
            free.addAndGet(-2L * length); // What this one takes, and another as much.
            return length;
          }
        };
    String id = uploads.open();
    Rejected refused = assertThrows(Rejected.class, () -> uploads.receive(id, large));
    assertEquals(Reason.TOO_LARGE, refused.reason());
    assertTrue(free.get() > (1L << 30) - (1 << 18), "all but " + free.get() + " bytes were taken");
    assertEquals(Optional.empty(), uploads.find(id));
  }

  /** As an upload does, up to the last gigabyte. */
  @Test
  void whatIsFetchedLeavesSpaceToo() throws IOException {
    AtomicLong free = new AtomicLong((1L << 30) + 100);
    Uploads uploads = new Uploads(dir, Instant::now, free::get);
    Path file = uploads.scratch();
    try (OutputStream to = uploads.sparing(file)) {
      to.write(new byte[100]);
      free.addAndGet(-100);
      Rejected refused = assertThrows(Rejected.class, () -> to.write(new byte[1]));
      assertEquals(Reason.TOO_LARGE, refused.reason());
      assertThrows(Rejected.class, () -> to.write(1));
    }
    assertEquals(100, Files.size(file));
  }

  /** The builder writes an image anew beside the archive that it came in: up to 4 GB each. */
  @Test
  void whatAKillCutOffIsGoneAtTheNextStart() throws IOException {
    Uploads uploads = at(Instant.now());
    String whole = received(uploads);
    Files.createFile(dir.resolve(uploads.open() + ".part"));
    Files.createFile(dir.resolve("image-1.tar"));
    Files.createFile(dir.resolve("layer-1.tar"));
    uploads.scratch();
    uploads.removeParts();
    try (var files = Files.list(dir)) {
      assertEquals(List.of(uploads.find(whole).orElseThrow()), files.toList());
    }
  }

  @Test
  void noIdLeadsOutOfTheDirectory() throws IOException {
    Uploads uploads = at(Instant.now());
    received(uploads);
    for (String id : new String[] {"", "..", "../../etc/passwd", "a/b", "x".repeat(43) + "/"}) {
      assertEquals(Optional.empty(), uploads.find(id), id);
    }
  }

  @Test
  void whatNobodyNeedsForADayGoes() throws IOException {
    String needed = received(at(Instant.now()));
    String forgotten = received(at(Instant.now()));
    at(Instant.now()).sweep(Set.of());
    assertTrue(at(Instant.now()).find(forgotten).isPresent());
    Uploads later = at(Instant.now().plus(Duration.ofHours(25)));
    later.sweep(Set.of(needed));
    assertEquals(Optional.empty(), later.find(forgotten));
    assertTrue(later.find(needed).isPresent());
  }
}
