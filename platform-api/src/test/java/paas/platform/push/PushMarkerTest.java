package paas.platform.push;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Map;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.TimeUnit;
import org.eclipse.jgit.api.Git;
import org.eclipse.jgit.lib.ObjectId;
import org.eclipse.jgit.lib.Repository;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** The marker of a push, beside whoever else has its ref locked. */
class PushMarkerTest {
  @TempDir private Path home;

  @Test
  void aLockThatIsLetGoOfIsWaitedFor() throws Exception {
    try (Git git = Git.init().setDirectory(home.toFile()).call()) {
      Repository repository = git.getRepository();
      ObjectId commit =
          git.commit()
              .setAllowEmpty(true)
              .setAuthor("a", "a@b")
              .setCommitter("a", "a@b")
              .setMessage("one")
              .setSign(false)
              .call();
      Path lock = repository.getDirectory().toPath().resolve(PushMarker.PREFIX + "main.lock");
      Files.createDirectories(lock.resolveSibling("."));
      Files.createFile(lock);
      CompletableFuture<Void> set =
          CompletableFuture.runAsync(() -> {
            try {
              PushMarker.set(repository, "main", commit);
            } catch (IOException e) {
              throw new java.io.UncheckedIOException(e);
            }
          });
      assertEquals(Map.of(), PushMarker.all(repository));
      assertFalse(set.isDone());
      Files.delete(lock);
      set.get(20, TimeUnit.SECONDS);
      assertEquals(Map.of("main", commit), PushMarker.all(repository));
    }
  }
}
