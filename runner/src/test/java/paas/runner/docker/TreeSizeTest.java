package paas.runner.docker;

import static org.junit.jupiter.api.Assertions.assertEquals;

import java.io.IOException;
import java.time.Duration;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;

@Timeout(60)
class TreeSizeTest {
  private static final Duration AGES = Duration.ofHours(1);
  private static final long GB = 1 << 30;

  private static FileSum of(String shell, Duration longest) throws IOException {
    return TreeSize.of(List.of("sh", "-c", shell), Long.MAX_VALUE, longest);
  }

  @Test
  void aWalkThatIsCutOffWithinALineKeepsWhatItTold() throws IOException {
    assertEquals(
        new FileSum(12_288, false), of("printf '16 1 8192\\n8 1 1\\n8'; kill -9 $$", AGES));
  }

  @Test
  void aWalkThatTakesTooLongIsCutOffAndSaysSo() throws IOException {
    assertEquals(new FileSum(0, false), of("exec sleep 600", Duration.ofMillis(1)));
  }

  @Test
  void whatAWalkCouldNotReadAsItWentIsNoCut() throws IOException {
    assertEquals(new FileSum(4_096, true), of("printf '8 1 1\\n'; exit 1", AGES));
  }

  @Test
  void aFileCountsByItsBlocksUnlessTheyAreBehindItsEnd() {
    assertEquals(4_096, FileSum.taken(0, 0));
    assertEquals(4_096, FileSum.taken(8, 5 * GB), "nearly all hole");
    assertEquals(GB, FileSum.taken(GB / 512, GB));
    assertEquals(GB + 4_096, FileSum.taken(3 * GB / 512, GB), "as XFS has it while it grows");
    assertEquals(10 * GB, FileSum.taken(30 * GB / 512, 0), "kept on purpose");
  }
}
