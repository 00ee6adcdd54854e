package paas.cli;

import static org.junit.jupiter.api.Assertions.assertEquals;

import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;

class TrainingTest {
  /** One whose answer the training lacks would wait for it for two minutes. */
  @Test
  @Timeout(60)
  void everyCommandSucceedsButThoseThatAreWrong() throws Exception {
    assertEquals(List.of("nonsense", "config", "config --nonsense -a shop"), Training.failures());
  }
}
