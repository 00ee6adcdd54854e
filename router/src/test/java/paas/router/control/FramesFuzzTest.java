package paas.router.control;

import com.code_intelligence.jazzer.junit.FuzzTest;
import java.io.IOException;
import java.util.List;
import java.util.stream.Stream;
import org.junit.jupiter.params.provider.MethodSource;
import paas.router.http.Hostname;
import paas.router.http.Route;
import paas.router.http.RouteTable;
import paas.router.http.RoutedApp;
import paas.router.http.Target;
import paas.router.tls.TlsTable;

/**
 * Whatever the bytes are, they are refused or read as a frame that is written and read as the same
 * again. A test run tries the seeds; docs/CONTRIBUTING.md says how to search for more.
 */
class FramesFuzzTest {
  private static Stream<byte[]> ofAllKinds() {
    Route route = new Route(new Hostname("a.test"), new Target.Blank(new RoutedApp("id", "name")));
    Stream<Frame> whole =
        Stream.of(
            new Frame.PutTable(new RouteTable(1, List.of(route))),
            new Frame.PutTls(TlsTable.EMPTY),
            new Frame.TlsInForce(7));
    return Stream.concat(FrameCodecTest.frames().stream(), whole).map(FrameCodecTest::encode);
  }

  @MethodSource("ofAllKinds")
  @FuzzTest(maxDuration = "2m")
  void frames(byte[] bytes) throws IOException {
    RoundTrip.check(bytes, FrameCodecTest::decode, FrameCodecTest::encode);
  }
}
