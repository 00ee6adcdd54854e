package paas.platform.api;

import java.util.concurrent.BlockingQueue;
import java.util.concurrent.LinkedBlockingQueue;
import java.util.concurrent.TimeUnit;
import paas.runner.AttachedProcess;
import paas.runner.ExecSpec;
import paas.runner.Execs;

/** Processes in instances without containers: {@link FakeProcess} plays them. */
final class FakeExecs implements Execs {
  /** What was started, and who plays it. */
  record Started(ExecSpec spec, FakeProcess process) {}

  final BlockingQueue<Started> started = new LinkedBlockingQueue<>();

  Started next() throws InterruptedException {
    Started next = started.poll(20, TimeUnit.SECONDS);
    if (next == null) {
      throw new AssertionError("no process was started");
    }
    return next;
  }

  @Override
  public AttachedProcess start(ExecSpec spec) {
    FakeProcess process = new FakeProcess();
    started.add(new Started(spec, process));
    return process;
  }

  @Override
  public int endLeftovers() {
    return 0;
  }
}
