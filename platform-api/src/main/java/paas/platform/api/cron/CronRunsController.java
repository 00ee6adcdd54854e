package paas.platform.api.cron;

import io.micronaut.http.annotation.Get;
import java.util.List;
import paas.platform.access.Allows;
import paas.platform.access.Permission;
import paas.platform.api.guard.AppCall;
import paas.platform.api.wire.Resource;
import paas.platform.api.wire.Shape;
import paas.platform.cron.CronDesk;
import paas.platform.fault.Rejected;
import paas.platform.store.CronRun;

/** The kept runs of an app's cron jobs. */
@Resource("/apps/{app}/cron/{job}/runs")
final class CronRunsController {
  private final CronDesk desk;

  CronRunsController(CronDesk desk) {
    this.desk = desk;
  }

  /** The newest first. */
  @Get
  @Allows(Permission.APP_READ)
  List<Shape> list(AppCall call, String job) {
    return desk.history(call.app(), job).stream().map(CronShapes::run).toList();
  }

  /** With the end of its output. */
  @Get("/{number}")
  @Allows(Permission.APP_READ)
  Shape info(AppCall call, String job, String number) {
    CronRun run =
        desk.history(call.app(), job).stream()
            .filter(kept -> Long.toString(kept.number()).equals(number))
            .findFirst()
            .orElseThrow(() ->
                Rejected.notFound(
                    "cron_run",
                    "No such run of cron job '%s' is kept: see `paas cron:history %s`."
                        .formatted(job, job)));
    return CronShapes.run(run).with("output", desk.output(run));
  }
}
