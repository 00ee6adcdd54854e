package paas.platform.pack;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.io.ByteArrayInputStream;
import java.io.ByteArrayOutputStream;
import java.io.FilterInputStream;
import java.io.IOException;
import java.io.InputStream;
import java.io.PipedInputStream;
import java.io.PipedOutputStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.Arrays;
import java.util.List;
import java.util.Set;
import java.util.concurrent.atomic.AtomicReference;
import java.util.function.Consumer;
import java.util.function.UnaryOperator;
import java.util.stream.Stream;
import org.eclipse.jgit.internal.storage.pack.PackWriter;
import org.eclipse.jgit.lib.Constants;
import org.eclipse.jgit.lib.NullProgressMonitor;
import org.eclipse.jgit.lib.ObjectId;
import org.eclipse.jgit.lib.ObjectInserter;
import org.eclipse.jgit.lib.Repository;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import paas.platform.app.AppId;
import paas.platform.git.Commits;
import paas.platform.git.Repositories;

/** Packs that nobody's git would send: each is refused, and nothing of it is left. */
@Tag("contract")
class HostilePackTest {
  private static final int MEGABYTE = 1 << 20;
  private static final int LARGEST_COPY = 0xffffff;

  @TempDir private Path dir;
  private Path quarantines;
  private PackIntake intake;
  private Repository repository;

  @BeforeEach
  void open() {
    quarantines = dir.resolve("incoming");
    intake = new PackIntake(quarantines);
    repository = new Repositories(dir.resolve("git")).open(AppId.random());
  }

  @AfterEach
  void nothingIsLeftInQuarantine() throws IOException {
    repository.close();
    assertEquals(List.of(), list(quarantines));
  }

  private static List<Path> list(Path folder) throws IOException {
    if (!Files.exists(folder)) {
      return List.of();
    }
    try (Stream<Path> files = Files.list(folder)) {
      return files.toList();
    }
  }

  private void receive(InputStream pack, Consumer<Runnable> whenGone) throws IOException {
    try (Repository receiving =
            new ReceivingRepository(repository.getDirectory(), intake, whenGone);
        ObjectInserter inserter = receiving.newObjectInserter()) {
      inserter.newPackParser(pack).parse(NullProgressMonitor.INSTANCE);
    }
  }

  private void receive(byte[] pack) throws IOException {
    receive(new ByteArrayInputStream(pack), end -> {});
  }

  private void refused(byte[] pack, String why) throws IOException {
    String message =
        String.valueOf(assertThrows(IOException.class, () -> receive(pack)).getMessage());
    assertTrue(message.contains(why), message);
    assertEquals(List.of(), list(repository.getDirectory().toPath().resolve("objects/pack")));
  }

  private static byte[] zeros(int megabytes) {
    return new byte[megabytes * MEGABYTE];
  }

  @Test
  void aPackOfGitIsTaken() throws IOException {
    ObjectId commit;
    ByteArrayOutputStream pack = new ByteArrayOutputStream();
    try (Repository elsewhere = new Repositories(dir.resolve("elsewhere")).open(AppId.random());
        PackWriter writer = new PackWriter(elsewhere)) {
      commit = new Commits(elsewhere).file("a", "text").commit("one");
      writer.preparePack(NullProgressMonitor.INSTANCE, Set.of(commit), Set.of());
      writer.writePack(NullProgressMonitor.INSTANCE, NullProgressMonitor.INSTANCE, pack);
    }
    receive(pack.toByteArray());
    assertTrue(repository.getObjectDatabase().has(commit));
    receive(pack.toByteArray());
  }

  /** A hundred pushes of a gigabyte each are no push of more than a gigabyte. */
  @Test
  void aPackThatLeavesTooLittleOfTheDiskIsRefused() throws IOException {
    byte[] pack = new RawPack(1).zeros(RawPack.BLOB, 1).end();
    long spare = 1L << 30;
    intake = new PackIntake(quarantines, Silence.LIMIT, () -> spare);
    refused(pack, "There is no room for it: the platform's disk must keep 1 GB free.");
    intake = new PackIntake(quarantines, Silence.LIMIT, () -> spare + pack.length);
    receive(pack);
  }

  @Test
  void anEmptyPackIsTaken() throws IOException {
    receive(new RawPack(0).end());
  }

  @Test
  void aDeltaOfGigabytesIsRefused() throws IOException {
    int base = 16 * MEGABYTE;
    byte[] delta = RawPack.repeat(base, LARGEST_COPY, 256);
    byte[] pack = new RawPack(2).zeros(RawPack.BLOB, 16).delta(delta).end();
    assertTrue(pack.length < MEGABYTE);
    refused(pack, "Object too large (");
  }

  @Test
  void aDeltaOfMoreThanAFileMayHaveIsRefused() throws IOException {
    byte[] delta = RawPack.repeat(16 * MEGABYTE, LARGEST_COPY, 8);
    refused(
        new RawPack(2).zeros(RawPack.BLOB, 16).delta(delta).end(),
        "Object too large (134,217,720 bytes), rejecting the pack. Max object size limit is"
            + " 104,857,600 bytes.");
  }

  @Test
  void aFileThatIsTooLargeIsRefusedHoweverSmallItIsPacked() throws IOException {
    byte[] pack = new RawPack(1).zeros(RawPack.BLOB, 200).end();
    assertTrue(pack.length < MEGABYTE);
    refused(pack, "Object too large (209,715,200 bytes), rejecting the pack.");
  }

  private byte[] packOf(UnaryOperator<Commits> files) throws IOException {
    ByteArrayOutputStream pack = new ByteArrayOutputStream();
    try (Repository elsewhere = new Repositories(dir.resolve("elsewhere")).open(AppId.random());
        PackWriter writer = new PackWriter(elsewhere)) {
      ObjectId commit = files.apply(new Commits(elsewhere)).commit("one");
      writer.preparePack(NullProgressMonitor.INSTANCE, Set.of(commit), Set.of());
      writer.writePack(NullProgressMonitor.INSTANCE, NullProgressMonitor.INSTANCE, pack);
    }
    return pack.toByteArray();
  }

  @Test
  void aFileThatIsTooLargeIsNamed() throws IOException {
    refused(
        packOf(commits -> commits.file("a", "a").zeros("data/all of\u001bit.sql", 101L << 20)),
        "is 104,857,600 bytes. It is the file data/all of?it.sql. It has to leave every commit");
  }

  @Test
  void whereItsNameIsNotFoundItIsSaidHowToFindIt() throws IOException {
    refused(
        new RawPack(1).zeros(RawPack.BLOB, 200).end(),
        "Its name: git rev-list --objects --all | grep ");
    byte[] delta = RawPack.repeat(16 * MEGABYTE, LARGEST_COPY, 256);
    refused(
        new RawPack(2).zeros(RawPack.BLOB, 16).delta(delta).end(),
        "To find it: git rev-list --objects --all | git cat-file --batch-check=");
  }

  @Test
  void aCommitIsMuchSmallerThanAFile() throws IOException {
    String start =
        "tree 4b825dc642cb6eb9a060e54bf8d69288fbee4904\n"
            + "author A <a@example.com> 1 +0000\ncommitter A <a@example.com> 1 +0000\n\n";
    byte[] commit = Arrays.copyOf(start.getBytes(UTF_8), 17 * MEGABYTE);
    Arrays.fill(commit, start.length(), commit.length, (byte) 'a');
    refused(
        new RawPack(2).object(RawPack.TREE, new byte[0]).object(RawPack.COMMIT, commit).end(),
        "Object too large (17,825,792 bytes), rejecting the pack. Max object size limit is"
            + " 16,777,216 bytes. It is the commit ");
  }

  @Test
  void aPackThatEndsTooEarlyIsRefused() throws IOException {
    byte[] pack = new RawPack(1).object(RawPack.BLOB, zeros(1)).end();
    refused(Arrays.copyOf(pack, pack.length - 30), "The pack is damaged (early EOF)");
    refused(Arrays.copyOf(pack, 9), "The pack ends within its header");
  }

  @Test
  void aPackOfFewerObjectsThanItSaysIsRefused() throws IOException {
    refused(new RawPack(7).object(RawPack.BLOB, zeros(1)).end(), "The pack is damaged (");
  }

  @Test
  void aPackThatSaysItHasBillionsOfObjectsIsRefusedAtOnce() throws IOException {
    refused(
        new RawPack(-1).object(RawPack.BLOB, zeros(1)).end(),
        "The pack says that it brings 4,294,967,295 objects, and 2,000,000 is the most");
  }

  @Test
  void anObjectThatIsNotAsLongAsItSaysIsRefused() throws IOException {
    refused(
        new RawPack(1).object(RawPack.BLOB, 10, zeros(1)).end(),
        "The pack is damaged (pack has bad object");
    refused(new RawPack(1).object(RawPack.BLOB, 1L << 40, zeros(1)).end(), "The pack is damaged (");
    refused(new RawPack(1).object(RawPack.TREE, 1L << 40, zeros(1)).end(), "Object too large (");
  }

  @Test
  void whatIsNoPackIsRefused() throws IOException {
    refused("GIF89a; not a pack at all".getBytes(UTF_8), "That is no pack");
  }

  @Test
  void aChecksumThatDoesNotFitIsRefused() throws IOException {
    byte[] pack = new RawPack(1).object(RawPack.BLOB, zeros(1)).end();
    pack[pack.length - 1]++;
    refused(pack, "The pack is damaged (pack is corrupted (SHA1 mismatch))");
  }

  @Test
  void aDeltaWithoutItsBaseIsRefused() throws IOException {
    refused(
        new RawPack(1).delta(RawPack.number(100, 1)).end(),
        "The pack is damaged (pack has bad object at offset 12: delta base offset is out of bound");
  }

  @Test
  void aTreeThatLeadsIntoDotGitIsRefused() throws IOException {
    byte[] entry = Arrays.copyOf("100644 .git\0".getBytes(UTF_8), 32);
    byte[] blob = "a".getBytes(UTF_8);
    byte[] id =
        new ObjectInserter.Formatter().idFor(Constants.OBJ_BLOB, blob).name().getBytes(UTF_8);
    ObjectId.fromString(id, 0).copyRawTo(entry, 12);
    refused(
        new RawPack(2).object(RawPack.BLOB, blob).object(RawPack.TREE, entry).end(),
        "contains '.git' (hasDotgit)");
  }

  @Test
  void aTreeWithoutItsFilesIsRefused() throws IOException {
    byte[] entry = Arrays.copyOf("100644 a\0".getBytes(UTF_8), 29);
    Arrays.fill(entry, 9, 29, (byte) 7);
    refused(
        new RawPack(1).object(RawPack.TREE, entry).end(), "Missing object 0707070707070707070707");
  }

  @Test
  void aDeepChainOfDeltasIsRead() throws IOException {
    int depth = 5_000;
    RawPack pack = new RawPack(depth + 1).object(RawPack.BLOB, new byte[1000]);
    byte[] tip = new byte[1000];
    for (int i = 1; i <= depth; i++) {
      pack.delta(RawPack.number(1000, i));
      for (int at = 0; at < 4; at++) {
        tip[at] = (byte) (i >> (8 * at));
      }
    }
    receive(pack.end());
    try (ObjectInserter.Formatter ids = new ObjectInserter.Formatter();
        Blobs blobs = Blobs.of(repository)) {
      Blobs.Blob blob = blobs.open(ids.idFor(Constants.OBJ_BLOB, tip));
      assertArrayEquals(tip, blob.content().readAllBytes());
    }
  }

  @Test
  void aSenderWhoLeavesEndsGit() {
    byte[] pack = new RawPack(1).zeros(RawPack.BLOB, 64).end();
    AtomicReference<Runnable> end = new AtomicReference<>(() -> {});
    InputStream leaving =
        new FilterInputStream(new ByteArrayInputStream(pack)) {
          @Override
          public int read(byte[] bytes, int offset, int length) throws IOException {
            int count = super.read(bytes, offset, Math.min(length, 100));
            end.get().run();
            return count;
          }
        };
    String message =
        String.valueOf(
            assertThrows(IOException.class, () -> receive(leaving, end::set)).getMessage());
    assertEquals("Whoever sent the pack has left.", message);
  }

  @Test
  void aSenderWhoStopsHalfWayIsNotWaitedForForever() throws IOException {
    intake = new PackIntake(quarantines, Duration.ofMillis(300));
    byte[] pack = new RawPack(1).object(RawPack.BLOB, zeros(1)).end();
    try (PipedOutputStream sender = new PipedOutputStream();
        PipedInputStream stopped = new PipedInputStream(sender)) {
      sender.write(pack, 0, 20);
      String message =
          String.valueOf(
              assertThrows(IOException.class, () -> receive(stopped, end -> {})).getMessage());
      assertTrue(message.startsWith("Nothing came for "), message);
    }
    assertFalse(Thread.currentThread().isInterrupted());
    receive(pack);
  }

  @Test
  void whatAKillHasLeftIsRemoved() throws IOException {
    Path left = quarantines.resolve("pack-7").resolve("pack");
    Files.createDirectories(left);
    Files.writeString(left.resolve("tmp_pack_x"), "half");
    intake.removeLeftovers();
    assertFalse(Files.exists(quarantines));
    intake.removeLeftovers();
  }
}
