package paas.platform.api.processes;

import io.micronaut.http.HttpStatus;
import io.micronaut.http.annotation.Delete;
import io.micronaut.http.annotation.Post;
import io.micronaut.http.annotation.Status;
import java.util.Optional;
import paas.platform.access.Allows;
import paas.platform.access.Permission;
import paas.platform.api.guard.AppCall;
import paas.platform.api.wire.Resource;
import paas.platform.api.wire.Shape;
import paas.platform.release.ProcessType;

/** All instances of one process type: restarted, stopped and started. */
@Resource("/apps/{app}/formations/{type}")
final class FormationsController {
  private final Lineups lineups;
  private final Slots slots;

  FormationsController(Lineups lineups, Slots slots) {
    this.lineups = lineups;
    this.slots = slots;
  }

  @Delete
  @Status(HttpStatus.ACCEPTED)
  @Allows(Permission.APP_WRITE)
  Shape restart(AppCall call, String type) {
    return perform(call, Slots.Action.RESTART, type);
  }

  @Post("/actions/stop")
  @Status(HttpStatus.ACCEPTED)
  @Allows(Permission.APP_WRITE)
  Shape stop(AppCall call, String type) {
    return perform(call, Slots.Action.STOP, type);
  }

  @Post("/actions/start")
  @Status(HttpStatus.ACCEPTED)
  @Allows(Permission.APP_WRITE)
  Shape start(AppCall call, String type) {
    return perform(call, Slots.Action.START, type);
  }

  private Shape perform(AppCall call, Slots.Action action, String name) {
    ProcessType type = lineups.of(call.app()).known(name);
    return slots.perform(call, action, slots.all(call.app(), Optional.of(type)));
  }
}
