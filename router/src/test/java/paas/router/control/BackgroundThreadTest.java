package paas.router.control;

import static org.junit.jupiter.api.Assertions.assertEquals;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.Test;

class BackgroundThreadTest {
  private static final String SCHED_BATCH = "3";

  @Test
  void theKernelKnowsThatItsWorkCanWait() throws Exception {
    CompletableFuture<String> policy = new CompletableFuture<>();

    BackgroundThread.unstarted("patient", () -> policy.complete(policy())).start();

    assertEquals(SCHED_BATCH, policy.get(10, TimeUnit.SECONDS));
  }

  /** Of the calling thread: the 41st field, counted from the third, which follows its name. */
  private static String policy() {
    try {
      String stat = Files.readString(Path.of("/proc/thread-self/stat"));
      return stat.substring(stat.lastIndexOf(')') + 2).split(" ")[41 - 3];
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }
}
