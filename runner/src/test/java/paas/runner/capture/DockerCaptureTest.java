package paas.runner.capture;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.nio.file.Path;
import java.util.List;
import java.util.Optional;
import java.util.Random;
import java.util.stream.IntStream;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import paas.runner.InstanceId;
import paas.runner.capture.CapturedLine.Channel;

/** The capture beside a real engine that writes and rotates. */
@Tag("contract")
class DockerCaptureTest {
  @TempDir static Path scratch;
  private static TinyContainers containers;

  private final RecordingSink sink = new RecordingSink();
  private OutputCapture capture = new OutputCapture(sink, CaptureLimits.standard()).start();

  @BeforeAll
  static void makeImage() throws Exception {
    containers = new TinyContainers(scratch);
  }

  @AfterAll
  static void removeAll() throws Exception {
    containers.close();
  }

  @AfterEach
  void close() {
    capture.close();
  }

  @Test
  void aFloodWithTheUsualRotationIsCapturedWhole() throws Exception {
    InstanceId id = containers.start("10m", 3, "seq 1 200000");
    capture.follow(id, containers.logPath(id), Optional.empty());
    containers.awaitExit(id);
    capture.finish(id);

    assertEquals(numbers(200_000), sink.shown());
  }

  @Test
  void ofAFloodThatRotatesTooFastEachLineComesOnceOrIsInAGap() throws Exception {
    InstanceId id =
        containers.start("100k", CaptureLimits.standard().engineFiles(), "seq 1 200000");
    capture.follow(id, containers.logPath(id), Optional.empty());
    containers.awaitExit(id);
    capture.finish(id);

    int last = 0;
    boolean gap = false;
    for (String shown : sink.shown()) {
      if (shown.equals("<gap>")) {
        gap = true;
      } else {
        int number = Integer.parseInt(shown);
        assertTrue(number == last + 1 || (gap && number > last), number + " after " + last);
        last = number;
        gap = false;
      }
    }
    assertEquals(200_000, last);
  }

  @Test
  void aCaptureThatRestartsInTheMiddleMissesAndDoublesNothing() throws Exception {
    String script =
        "i=0; while [ $i -lt 200 ]; do seq $((i*100+1)) $((i*100+100)); i=$((i+1)); sleep 0.01; done";
    InstanceId id = containers.start("200k", 8, script);
    Path log = containers.logPath(id);
    Random random = new Random(17);
    for (int restart = 0; restart < 15; restart++) {
      capture.follow(id, log, sink.position());
      sink.await(Math.min(20_000, sink.lines().size() + 1 + random.nextInt(1_500)));
      capture.close();
      capture = new OutputCapture(sink, CaptureLimits.standard()).start();
    }
    capture.follow(id, log, sink.position());
    containers.awaitExit(id);
    capture.finish(id);

    assertEquals(numbers(20_000), sink.shown());
  }

  @Test
  void longLinesBothChannelsAndAnUnfinishedEndComeAsWritten() throws Exception {
    String script =
        "head -c 40000 /dev/zero | tr '\\0' x; echo; echo 'to \"stderr\" <é€😀>' >&2; sleep 0.3; printf 'no newline'";
    InstanceId id = containers.start("1m", 2, script);
    capture.follow(id, containers.logPath(id), Optional.empty());
    containers.awaitExit(id);
    capture.finish(id);

    assertEquals(
        List.of(
            "x".repeat(10_000),
            "x".repeat(10_000),
            "x".repeat(10_000),
            "x".repeat(10_000),
            "no newline"),
        texts(Channel.STDOUT));
    assertEquals(List.of("to \"stderr\" <é€😀>"), texts(Channel.STDERR));
  }

  private List<String> texts(Channel channel) {
    return sink.lines().stream()
        .filter(line -> line.channel() == channel)
        .map(CapturedLine::text)
        .toList();
  }

  private static List<String> numbers(int to) {
    return IntStream.rangeClosed(1, to).mapToObj(Integer::toString).toList();
  }
}
