package paas.router.control.table;

import com.code_intelligence.jazzer.junit.FuzzTest;
import java.io.IOException;
import java.util.Random;
import java.util.stream.IntStream;
import java.util.stream.Stream;
import org.junit.jupiter.params.provider.MethodSource;
import paas.router.control.RoundTrip;

/**
 * Whatever the bytes are, they are refused or read as a table that is written and read as the same
 * again. A test run tries the seeds; docs/CONTRIBUTING.md says how to search for more.
 */
class TablesFuzzTest {
  private static Stream<byte[]> some() {
    return IntStream.range(0, 20)
        .mapToObj(seed -> TableCodec.encode(TableCodecTest.random(new Random(seed))));
  }

  @MethodSource("some")
  @FuzzTest(maxDuration = "2m")
  void tables(byte[] bytes) throws IOException {
    RoundTrip.check(bytes, TableCodec::decode, TableCodec::encode);
  }
}
