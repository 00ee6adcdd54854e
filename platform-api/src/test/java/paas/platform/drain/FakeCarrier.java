package paas.platform.drain;

import java.io.IOException;
import java.util.List;
import java.util.concurrent.BlockingQueue;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.concurrent.LinkedBlockingQueue;
import java.util.concurrent.TimeUnit;
import paas.router.logs.LogLine;

/** Takes lines, or answers as the test says. */
final class FakeCarrier implements Carrier {
  /** What one sending was. */
  record Sending(String host, String id, List<String> texts) {}

  /** How the other end answers. */
  interface Answer {
    void to(Sending sending) throws IOException, Refused;
  }

  private final BlockingQueue<Sending> sendings = new LinkedBlockingQueue<>();
  final List<String> taken = new CopyOnWriteArrayList<>();
  volatile Answer answer = sending -> {};

  @Override
  public void send(String host, String id, List<LogLine> lines) throws IOException, Refused {
    Sending sending = new Sending(host, id, lines.stream().map(LogLine::text).toList());
    sendings.add(sending);
    answer.to(sending);
    taken.addAll(sending.texts());
  }

  /** The next sending, whatever became of it. */
  Sending next() throws InterruptedException {
    Sending next = sendings.poll(30, TimeUnit.SECONDS);
    if (next == null) {
      throw new AssertionError("30 s without a sending");
    }
    return next;
  }

  @Override
  public boolean gathers() {
    return false;
  }

  @Override
  public void close() {}
}
