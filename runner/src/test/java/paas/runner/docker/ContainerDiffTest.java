package paas.runner.docker;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.io.InputStream;
import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.Set;
import org.junit.jupiter.api.Test;
import paas.runner.WrittenFiles;

class ContainerDiffTest {
  private static WrittenFiles read(String answer) throws IOException {
    return read(answer, Set.of());
  }

  private static WrittenFiles read(String answer, Set<String> mounted) throws IOException {
    return ContainerDiff.read(
        new ByteArrayInputStream(answer.getBytes(StandardCharsets.UTF_8)), mounted);
  }

  private static String change(String path, int kind) {
    return "{\"Path\":\"" + path + "\",\"Kind\":" + kind + "}";
  }

  @Test
  void filesAreToldFromTheirFolders() throws IOException {
    String answer =
        String.join(
            ",",
            change("/app", 0),
            change("/app/a.txt", 0),
            change("/app/new", 1),
            change("/app/new/b", 1),
            change("/app/gone", 2),
            change("/var", 0),
            change("/var/lib", 0),
            change("/var/lib/removed", 2),
            change("/opt", 0));
    assertEquals(
        new WrittenFiles(List.of("/app/a.txt", "/app/new/b"), false), read("[" + answer + "]"));
  }

  @Test
  void theInitProcessIsTheEnginesOwn() throws IOException {
    assertEquals(
        List.of("/app/state"),
        read("[" + change("/usr/sbin/docker-init", 1) + "," + change("/app/state", 1) + "]")
            .paths());
  }

  @Test
  void foldersMadeForMountsAreNoFiles() throws IOException {
    String answer =
        String.join(
            ",",
            change("/data", 1),
            change("/srv", 1),
            change("/srv/app", 1),
            change("/srv/app/scratch", 1),
            change("/srv/data", 1));
    assertEquals(
        List.of("/srv/data"),
        read("[" + answer + "]", Set.of("/data", "/srv/app/scratch")).paths());
  }

  @Test
  void noChangesAreNull() throws IOException {
    assertEquals(WrittenFiles.NONE, read("null\n"));
    assertEquals(WrittenFiles.NONE, read("[]"));
  }

  @Test
  void membersOfLaterEnginesAreSkipped() throws IOException {
    assertEquals(
        List.of("/a.b"), read("[{\"X\":{\"Path\":[1]},\"Kind\":1,\"Path\":\"/a.b\"}]").paths());
  }

  /** An app that has written millions of files must not fill our memory. */
  @Test
  void onlySoManyChangesAreRead() throws IOException {
    InputStream endless =
        new InputStream() {
          private final byte[] one = (change("/x.y", 1) + ",").getBytes(StandardCharsets.UTF_8);
          private long position = -1;

          @Override
          public int read() {
            position++;
            return position == 0 ? '[' : one[(int) ((position - 1) % one.length)];
          }
        };
    WrittenFiles written = ContainerDiff.read(endless, Set.of());
    assertTrue(written.more());
    assertEquals(ContainerDiff.MAX_CHANGES, written.paths().size());
  }

  @Test
  void whatIsCutOffIsAnError() {
    assertThrows(IOException.class, () -> read("[{\"Path\":\"/a"));
  }
}
