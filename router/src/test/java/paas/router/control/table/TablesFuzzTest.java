package paas.router.control.table;

import com.code_intelligence.jazzer.junit.FuzzTest;
import java.io.ByteArrayInputStream;
import java.io.ByteArrayOutputStream;
import java.io.DataInputStream;
import java.io.DataOutputStream;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.util.Random;
import java.util.stream.IntStream;
import java.util.stream.Stream;
import org.junit.jupiter.params.provider.MethodSource;
import paas.router.control.RoundTrip;
import paas.router.http.Known;
import paas.router.http.RouteTable;

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

  private static final RouteTable FORMER = TableCodecTest.random(new Random(7));

  private static Stream<byte[]> differences() {
    return IntStream.range(0, 20)
        .mapToObj(seed -> difference(TableCodecTest.random(new Random(seed))));
  }

  private static byte[] difference(RouteTable table) {
    ByteArrayOutputStream bytes = new ByteArrayOutputStream();
    try {
      TableCodec.writeDifference(new DataOutputStream(bytes), table, FORMER);
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
    return bytes.toByteArray();
  }

  @MethodSource("differences")
  @FuzzTest(maxDuration = "2m")
  void differencesOfTables(byte[] bytes) throws IOException {
    RoundTrip.check(
        bytes,
        some ->
            TableCodec.read(
                new DataInputStream(new ByteArrayInputStream(some)), Known.NOTHING, FORMER),
        TablesFuzzTest::difference);
  }
}
