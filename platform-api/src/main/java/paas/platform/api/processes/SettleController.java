package paas.platform.api.processes;

import io.micronaut.http.annotation.Post;
import java.time.Duration;
import java.util.Set;
import java.util.TreeSet;
import paas.platform.access.Allows;
import paas.platform.access.Permission;
import paas.platform.api.Fleet;
import paas.platform.api.guard.AppCall;
import paas.platform.api.wire.Body;
import paas.platform.api.wire.Input;
import paas.platform.api.wire.Resource;
import paas.platform.api.wire.Shape;
import paas.platform.deploy.Awaited;
import paas.platform.deploy.Settled;
import paas.platform.fault.Rejected;
import paas.platform.release.ProcessType;

/**
 * Lets a client wait until what runs is what the formation wants, without asking again and again.
 */
@Resource("/apps/{app}/formation/actions/settle")
final class SettleController {
  private static final int MOST_SECONDS = 60;
  private static final int USUAL_SECONDS = 10;

  private final Lineups lineups;
  private final Dynos dynos;
  private final Fleet fleet;

  SettleController(Lineups lineups, Dynos dynos, Fleet fleet) {
    this.lineups = lineups;
    this.dynos = dynos;
    this.fleet = fleet;
  }

  /**
   * Answers as soon as it is so, a wanted instance has crashed or time is up: which of them. With
   * {@code ignore_leaving} those on their way out count as gone.
   */
  @Post
  @Allows(Permission.APP_READ)
  Shape settle(AppCall call, Body body) {
    Input input = body.json();
    int seconds = input.integer("within").orElse(USUAL_SECONDS);
    if (seconds < 1 || seconds > MOST_SECONDS) {
      throw Rejected.invalid("'within' must be 1 to " + MOST_SECONDS + " seconds.");
    }
    boolean ignored = input.flag("ignore_leaving").orElse(false);
    Lineup lineup = lineups.of(call.app());
    Set<ProcessType> types = new TreeSet<>();
    input.texts("types").forEach(name -> types.add(lineup.known(name)));
    Set<ProcessType> all = types.isEmpty() ? lineup.types() : types;
    Settled settled =
        fleet.awaitSettled(
            call.app().id(), new Awaited(all, !ignored), Duration.ofSeconds(seconds));
    return Shape.empty()
        .with("settled", settled == Settled.YES)
        .with("crashed", settled == Settled.CRASHED)
        .with("instances", dynos.instances(call.app()).stream().map(Dyno::shape).toList());
  }
}
