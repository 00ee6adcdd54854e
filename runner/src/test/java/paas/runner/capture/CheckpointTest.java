package paas.runner.capture;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.junit.jupiter.api.Test;
import paas.runner.capture.CapturedLine.Channel;
import paas.runner.capture.Checkpoint.Unfinished;

class CheckpointTest {
  @Test
  void itReadsBackWhatItWrote() {
    Unfinished line = new Unfinished(Long.MAX_VALUE, 99_999_999_999L, 16_384);
    Checkpoint largest =
        new Checkpoint(
            Long.MAX_VALUE,
            99_999_999_999L,
            -1,
            Map.of(Channel.STDOUT, line, Channel.STDERR, line));
    for (Checkpoint one :
        List.of(
            largest, new Checkpoint(1, 0, 0, Map.of()), new Checkpoint(7, 3, 1 << 31, Map.of()))) {
      assertEquals(Optional.of(one), Checkpoint.read(one.write()));
      assertTrue(one.write().length() <= 128, one.write());
    }
  }

  @Test
  void anythingElseIsNoCheckpoint() {
    for (String bad :
        List.of(
            "",
            "1",
            "2:a:b:c",
            "1:a:b",
            "1:a:b:c:d",
            "1:?:b:c",
            "1:a:b:c;o",
            "1:a:b:c;o:1:2",
            ";;",
            ":")) {
      assertEquals(Optional.empty(), Checkpoint.read(bad), bad);
    }
  }
}
