package paas.platform.api.cron;

import io.micronaut.http.HttpStatus;
import io.micronaut.http.annotation.Delete;
import io.micronaut.http.annotation.Get;
import io.micronaut.http.annotation.Post;
import io.micronaut.http.annotation.Status;
import java.time.Duration;
import java.util.List;
import paas.platform.access.Allows;
import paas.platform.access.Permission;
import paas.platform.api.guard.AppCall;
import paas.platform.api.wire.Body;
import paas.platform.api.wire.Input;
import paas.platform.api.wire.Resource;
import paas.platform.api.wire.Shape;
import paas.platform.cron.CronDesk;
import paas.platform.cron.CronOrder;
import paas.platform.deploy.Journal;
import paas.platform.formation.Size;
import paas.platform.manifest.CronName;
import paas.platform.manifest.CronSchedule;
import paas.platform.manifest.CronTerms;

/** An app's cron jobs. */
@Resource("/apps/{app}/cron")
final class CronController {
  private final CronDesk desk;
  private final Journal journal;

  CronController(CronDesk desk, Journal journal) {
    this.desk = desk;
    this.journal = journal;
  }

  @Get
  @Allows(Permission.APP_READ)
  List<Shape> list(AppCall call) {
    return desk.list(call.app()).stream().map(CronShapes::job).toList();
  }

  @Post
  @Status(HttpStatus.CREATED)
  @Allows(Permission.APP_WRITE)
  Shape add(AppCall call, Body body) {
    Input input = body.json();
    CronOrder order =
        new CronOrder(
            input.text("name").map(CronName::new),
            CronSchedule.parse(input.need("schedule")),
            input.need("command"),
            terms(input));
    var added = desk.add(call.app(), order);
    tell(call, "Add", added.job().name().value());
    return CronShapes.job(added);
  }

  private static CronTerms terms(Input input) {
    CronTerms usual = CronTerms.STANDARD;
    return new CronTerms(
        input.text("timezone").map(CronTerms::zone).orElse(usual.zone()),
        input.text("concurrency").map(CronTerms::concurrency).orElse(usual.concurrency()),
        input.integer("timeout").map(Duration::ofSeconds).orElse(usual.timeout()),
        input.text("missed").map(CronTerms::missed).orElse(usual.missed()),
        input.text("size").map(Size::parse).orElse(usual.size()));
  }

  @Delete("/{job}")
  @Allows(Permission.APP_WRITE)
  Shape remove(AppCall call, String job) {
    var removed = desk.remove(call.app(), job);
    tell(call, "Remove", job);
    return CronShapes.job(removed);
  }

  @Post("/{job}/actions/pause")
  @Allows(Permission.APP_WRITE)
  Shape pause(AppCall call, String job) {
    var paused = desk.pause(call.app(), job, true);
    tell(call, "Pause", job);
    return CronShapes.job(paused);
  }

  @Post("/{job}/actions/resume")
  @Allows(Permission.APP_WRITE)
  Shape resume(AppCall call, String job) {
    var resumed = desk.pause(call.app(), job, false);
    tell(call, "Resume", job);
    return CronShapes.job(resumed);
  }

  @Post("/{job}/actions/run")
  @Status(HttpStatus.CREATED)
  @Allows(Permission.APP_WRITE)
  Shape run(AppCall call, String job) {
    var run = desk.run(call.app(), job);
    tell(call, "Run", job);
    return CronShapes.run(run);
  }

  private void tell(AppCall call, String what, String job) {
    journal.event(call.app().id(), what + " cron job " + job + " by user " + call.user().email());
  }
}
