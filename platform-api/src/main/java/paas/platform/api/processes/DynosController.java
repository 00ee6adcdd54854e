package paas.platform.api.processes;

import io.micronaut.http.HttpRequest;
import io.micronaut.http.HttpResponse;
import io.micronaut.http.HttpStatus;
import io.micronaut.http.annotation.Delete;
import io.micronaut.http.annotation.Get;
import io.micronaut.http.annotation.Post;
import io.micronaut.http.annotation.Status;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import paas.platform.access.Allows;
import paas.platform.access.Permission;
import paas.platform.api.Fleet;
import paas.platform.api.guard.AppCall;
import paas.platform.api.range.Attribute;
import paas.platform.api.range.Listing;
import paas.platform.api.wire.Resource;
import paas.platform.api.wire.Shape;
import paas.platform.formation.Slot;
import paas.platform.oneoff.OneOffDesk;

/** What runs: shown, restarted, stopped and started. One-offs can only be stopped. */
@Resource("/apps/{app}/dynos")
final class DynosController {
  private static final Listing<Dyno> LISTING =
      new Listing<>(Attribute.text("name", Dyno::name), Attribute.id(Dyno::id));

  private final Dynos dynos;
  private final Slots slots;
  private final OneOffDesk oneOffs;
  private final Fleet fleet;

  DynosController(Dynos dynos, Slots slots, OneOffDesk oneOffs, Fleet fleet) {
    this.dynos = dynos;
    this.slots = slots;
    this.oneOffs = oneOffs;
    this.fleet = fleet;
  }

  @Get
  @Allows(Permission.APP_READ)
  HttpResponse<List<Shape>> list(HttpRequest<?> request, AppCall call) {
    return LISTING.answer(request, dynos.of(call.app()), Dyno::shape);
  }

  @Get("/{dyno}")
  @Allows(Permission.APP_READ)
  Shape info(AppCall call, String dyno) {
    return dynos.named(call.app(), dyno).shape();
  }

  @Delete
  @Status(HttpStatus.ACCEPTED)
  @Allows(Permission.APP_WRITE)
  Shape restartAll(AppCall call) {
    return slots.perform(call, Slots.Action.RESTART, slots.all(call.app(), Optional.empty()));
  }

  @Delete("/{dyno}")
  @Status(HttpStatus.ACCEPTED)
  @Allows(Permission.APP_WRITE)
  Shape restart(AppCall call, String dyno) {
    return perform(call, Slots.Action.RESTART, dyno);
  }

  @Post("/{dyno}/actions/stop")
  @Status(HttpStatus.ACCEPTED)
  @Allows(Permission.APP_WRITE)
  Shape stop(AppCall call, String dyno) {
    return perform(call, Slots.Action.STOP, dyno);
  }

  @Post("/{dyno}/actions/start")
  @Status(HttpStatus.ACCEPTED)
  @Allows(Permission.APP_WRITE)
  Shape start(AppCall call, String dyno) {
    return perform(call, Slots.Action.START, dyno);
  }

  /** Asks the instance now, as its health checks do; each check once. */
  @Post("/{dyno}/actions/check")
  @Allows(Permission.APP_READ)
  List<Shape> check(AppCall call, String dyno) {
    Slot slot = slots.named(call.app(), dyno).orElseThrow(Dynos::missing);
    return fleet.examine(call.app().id(), slot).stream().map(HealthShapes::of).toList();
  }

  private Shape perform(AppCall call, Slots.Action action, String name) {
    Optional<Slot> slot = slots.named(call.app(), name);
    if (slot.isPresent()) {
      return slots.perform(call, action, Set.of(slot.get()));
    }
    if (action == Slots.Action.START || !oneOffs.stop(call.app(), name)) {
      throw Dynos.missing();
    }
    slots.say(call, Slots.Action.STOP, name);
    return Shape.empty();
  }
}
