package paas.router.control.tls;

import com.code_intelligence.jazzer.junit.FuzzTest;
import java.io.IOException;
import java.util.stream.Stream;
import org.junit.jupiter.params.provider.MethodSource;
import paas.router.control.RoundTrip;
import paas.router.tls.TlsTable;

/**
 * Whatever the bytes are, they are refused or read as a table of certificates that is written and
 * read as the same again. A test run tries the seeds; docs/CONTRIBUTING.md says how to search for
 * more.
 */
class CertificatesFuzzTest {
  private static Stream<byte[]> some() {
    return Stream.of(TlsTable.EMPTY, TlsCodecTest.TABLE).map(TlsCodec::encode);
  }

  @MethodSource("some")
  @FuzzTest(maxDuration = "2m")
  void certificates(byte[] bytes) throws IOException {
    RoundTrip.check(bytes, TlsCodec::decode, TlsCodec::encode);
  }
}
