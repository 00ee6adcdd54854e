package paas.platform.api.cron;

import java.util.Optional;
import paas.platform.api.wire.Moments;
import paas.platform.api.wire.Shape;
import paas.platform.cron.CronView;
import paas.platform.manifest.CronTerms;
import paas.platform.store.CronRun;

/** Jobs and runs as the API shows them. */
final class CronShapes {
  private CronShapes() {}

  static Shape job(CronView view) {
    CronTerms terms = view.job().terms();
    return Shape.empty()
        .with("name", view.job().name().value())
        .with("schedule", view.job().schedule().text())
        .with("timezone", terms.zone().getId())
        .with("command", view.job().command())
        .with("source", view.fromFile() ? "app.json" : "added")
        .with("concurrency", CronTerms.word(terms.concurrency()))
        .with("timeout", terms.timeout().toSeconds())
        .with("missed", CronTerms.word(terms.missed()))
        .with("size", terms.size().text())
        .with("paused", view.paused())
        .with("next_at", view.next().map(Moments::of))
        .withObject("last_run", view.last().map(CronShapes::run));
  }

  static Shape run(CronRun run) {
    Shape shape =
        Shape.empty()
            .with("number", run.number())
            .with("job", run.job().value())
            .with("process", run.process())
            .with("state", CronTerms.word(run.state()))
            .with("due_at", run.due().map(Moments::of))
            .with("started_at", run.startedAt())
            .with("ended_at", run.endedAt().map(Moments::of))
            .with("why", Optional.of(run.why()).filter(why -> !why.isEmpty()));
    return run.exitCode()
        .map(code -> shape.with("exit_code", code))
        .orElseGet(() -> shape.with("exit_code", Optional.empty()));
  }
}
