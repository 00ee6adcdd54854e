package paas.platform.collect;

import static org.junit.jupiter.api.Assertions.assertEquals;

import java.util.List;
import java.util.Optional;
import org.junit.jupiter.api.Test;
import paas.platform.collect.Reclaimed.Kind;

class ReportTest {
  private static Reclaimed some(Kind kind, int count, long bytes) {
    return new Reclaimed(Optional.empty(), kind, count, bytes);
  }

  @Test
  void kindsAreCountedAndBytesAdded() {
    assertEquals(
        "Reclaimed 412 MB: 3 images, 1 build cache",
        Report.of(
            List.of(
                some(Kind.IMAGE, 1, 100L << 20),
                some(Kind.BUILD_CACHE, 1, 12L << 20),
                some(Kind.IMAGE, 2, 300L << 20))));
  }

  @Test
  void littleIsSaidInKilobytesAndNothingNotAtAll() {
    assertEquals(
        "Reclaimed 3 KB: 1 build output", Report.of(List.of(some(Kind.BUILD_OUTPUT, 1, 3100))));
    assertEquals("Reclaimed 2 repositories", Report.of(List.of(some(Kind.REPOSITORY, 2, 0))));
  }
}
