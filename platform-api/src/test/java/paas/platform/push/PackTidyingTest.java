package paas.platform.push;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.FileTime;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Set;
import java.util.stream.Stream;
import org.eclipse.jgit.internal.storage.file.FileRepository;
import org.eclipse.jgit.internal.storage.pack.PackExt;
import org.eclipse.jgit.internal.storage.pack.PackWriter;
import org.eclipse.jgit.lib.NullProgressMonitor;
import org.eclipse.jgit.lib.ObjectId;
import org.eclipse.jgit.lib.Repository;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import paas.platform.app.AppId;
import paas.platform.git.Commits;
import paas.platform.git.Repositories;
import paas.platform.git.RepositoryLocks;

@Tag("contract")
class PackTidyingTest {
  private static final AppId SHOP = AppId.random();

  @TempDir private Path dir;
  private Repositories repositories;
  private Repository repository;
  private Path objects;

  @BeforeEach
  void open() {
    repositories = new Repositories(dir);
    repository = repositories.open(SHOP);
    objects = repository.getDirectory().toPath().resolve("objects");
  }

  @AfterEach
  void close() {
    repository.close();
  }

  /** A commit that comes in a pack of its own, as pushed ones do. */
  private ObjectId pushed(String text) throws IOException {
    ObjectId commit = new Commits(repository).file("a", text).commit(text);
    pack(commit);
    for (Path loose : loose()) {
      Files.delete(loose);
    }
    return commit;
  }

  private void pack(ObjectId commit) throws IOException {
    NullProgressMonitor quiet = NullProgressMonitor.INSTANCE;
    try (PackWriter writer = new PackWriter(repository)) {
      writer.preparePack(quiet, Set.of(commit), Set.of());
      String name = "pack-" + writer.computeName().name();
      Path folder = Files.createDirectories(objects.resolve("pack"));
      try (var pack = Files.newOutputStream(folder.resolve(name + ".pack"))) {
        writer.writePack(quiet, quiet, pack);
      }
      try (var index =
          Files.newOutputStream(folder.resolve(name + "." + PackExt.INDEX.getExtension()))) {
        writer.writeIndex(index);
      }
    }
  }

  private List<Path> files(String pattern) throws IOException {
    try (Stream<Path> walk = Files.walk(objects)) {
      return walk.filter(Files::isRegularFile)
          .filter(file -> objects.relativize(file).toString().matches(pattern))
          .toList();
    }
  }

  private List<Path> packs() throws IOException {
    return files("pack/.*\\.pack");
  }

  private List<Path> loose() throws IOException {
    return files("[0-9a-f]{2}/.*");
  }

  private void age(Duration age) throws IOException {
    for (Path file : files(".*")) {
      Files.setLastModifiedTime(file, FileTime.from(Instant.now().minus(age)));
    }
  }

  private PackTidying.Tidied tidy() throws IOException {
    try (Repository again = repositories.open(SHOP)) {
      return new PackTidying(again, Instant.now()).run();
    }
  }

  private boolean has(ObjectId id) throws IOException {
    try (FileRepository again = new FileRepository(repository.getDirectory())) {
      return again.getObjectDatabase().has(id);
    }
  }

  /** So many pushes; the last one is what main names. */
  private ObjectId pushes(int count) throws IOException {
    ObjectId last = ObjectId.zeroId();
    for (int i = 0; i < count; i++) {
      last = pushed("push " + i);
      PushMarker.force(repository, "refs/heads/branch-" + i, last);
    }
    return last;
  }

  @Test
  void manyPacksBecomeOneAndNothingReachableIsLost() throws IOException {
    ObjectId last = pushes(PackTidying.PACKS);
    age(Duration.ofHours(2));

    PackTidying.Tidied tidied = tidy();

    assertEquals(1, packs().size());
    assertEquals(PackTidying.PACKS - 1, tidied.packs());
    assertTrue(has(last));
  }

  @Test
  void fewPacksAndYoungOnesAreLeftAlone() throws IOException {
    pushes(PackTidying.PACKS - 1);
    age(Duration.ofHours(2));
    assertEquals(0, tidy().packs());
    assertEquals(PackTidying.PACKS - 1, packs().size());

    pushes(PackTidying.PACKS);
    age(Duration.ofMinutes(1));
    assertEquals(0, tidy().packs());
  }

  @Test
  void theObjectsOfARefusedPushGoAfterADayAndNotBefore() throws IOException {
    ObjectId refused = pushed("refused");
    ObjectId kept = pushes(PackTidying.PACKS);
    age(Duration.ofHours(2));
    tidy();
    assertTrue(has(refused), "it was pushed two hours ago");

    for (int i = 0; i < PackTidying.PACKS; i++) {
      PushMarker.force(repository, "refs/heads/more-" + i, pushed("more " + i));
    }
    age(Duration.ofHours(25));
    tidy();

    assertFalse(has(refused));
    assertTrue(has(kept));
  }

  @Test
  void whatACutOffPushLeftIsRemoved() throws IOException {
    Files.createDirectories(objects);
    Path left = Files.write(objects.resolve("incoming_123.pack"), new byte[5000]);

    PackTidying.Tidied tidied = tidy();

    assertFalse(Files.exists(left));
    assertEquals(new PackTidying.Tidied(0, 1, 5000), tidied);
  }

  @Test
  void aRepositoryInUseIsNotTidiedAndOneThatIsTidiedWaits() {
    RepositoryLocks locks = repositories.locks();
    try (RepositoryLocks.Hold _ = locks.use(SHOP);
        RepositoryLocks.Hold _ = locks.use(SHOP)) {
      assertTrue(locks.alone(SHOP).isEmpty());
    }
    assertTrue(locks.alone(SHOP).isPresent());
  }

  @Test
  void theRepositoriesAreListedByApp() throws IOException {
    Files.writeString(dir.resolve("notes.txt"), "x");
    assertEquals(List.of(SHOP), repositories.all());
    repositories.remove(SHOP);
    assertEquals(List.of(), repositories.all());
    assertEquals(List.of(), new Repositories(dir.resolve("none")).all());
  }
}
