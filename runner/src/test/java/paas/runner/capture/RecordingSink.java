package paas.runner.capture;

import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.function.Predicate;
import paas.runner.InstanceId;

/** Keeps what is captured, for tests to wait on. */
final class RecordingSink implements CaptureSink {
  private static final long PATIENCE_NANOS = 90_000_000_000L;

  private final List<CapturedLine> lines = new ArrayList<>();
  private final List<String> shown = new ArrayList<>(); // texts, and <gap> where output is missing
  private final List<String> positions = new ArrayList<>();
  private Gap gaps = Gap.none();
  private int refusals;

  @Override
  public synchronized void accept(
      InstanceId instance, String positionAfter, List<CapturedLine> batch, Gap gapBefore) {
    if (refusals > 0) {
      refusals--;
      throw new IllegalStateException("The test's sink refuses");
    }
    if (gapBefore.isHole()) {
      shown.add("<gap>");
    }
    batch.forEach(line -> shown.add(line.text()));
    lines.addAll(batch);
    positions.add(positionAfter);
    gaps = gaps.plus(gapBefore);
    notifyAll();
  }

  synchronized void refuse(int times) {
    refusals = times;
  }

  synchronized List<CapturedLine> lines() {
    return List.copyOf(lines);
  }

  synchronized List<String> texts() {
    return lines.stream().map(CapturedLine::text).toList();
  }

  synchronized List<String> shown() {
    return List.copyOf(shown);
  }

  synchronized Optional<String> position() {
    return positions.isEmpty() ? Optional.empty() : Optional.of(positions.getLast());
  }

  synchronized Gap gaps() {
    return gaps;
  }

  /** Waits until so many lines have come. */
  void await(int count) throws InterruptedException {
    await(sink -> sink.lines.size() >= count);
  }

  synchronized void await(Predicate<RecordingSink> state) throws InterruptedException {
    long deadline = System.nanoTime() + PATIENCE_NANOS;
    while (!state.test(this)) {
      long left = (deadline - System.nanoTime()) / 1_000_000;
      if (left <= 0) {
        throw new AssertionError(
            "Still waiting after 30 s; " + lines.size() + " lines came, gaps " + gaps);
      }
      wait(left);
    }
  }
}
