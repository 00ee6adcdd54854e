package paas.router.http.proxy;

import static java.nio.charset.StandardCharsets.ISO_8859_1;
import static org.junit.jupiter.api.Assertions.assertTrue;

import com.code_intelligence.jazzer.junit.FuzzTest;
import java.util.List;
import java.util.SplittableRandom;
import java.util.stream.Stream;
import org.junit.jupiter.params.provider.MethodSource;

/**
 * What {@link RequestFuzzTest} asks, of bytes that are searched for by what they reach in the
 * parser. A test run tries the seeds; docs/CONTRIBUTING.md says how to search for more.
 */
class RequestSearchFuzzTest {
  private static Stream<byte[]> corpus() {
    return RequestFuzzTest.SEEDS.stream().map(seed -> seed.getBytes(ISO_8859_1));
  }

  @MethodSource("corpus")
  @FuzzTest(maxDuration = "2m")
  void requests(byte[] bytes) {
    String stream = new String(bytes, ISO_8859_1);
    List<String> reference = ReferenceParser.read(stream);
    List<String> seen = RequestFuzzTest.forwarded(stream, new SplittableRandom(bytes.length));
    assertTrue(RequestFuzzTest.isPrefix(seen, reference), () -> seen + ", not " + reference);
  }
}
