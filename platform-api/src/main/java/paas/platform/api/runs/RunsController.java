package paas.platform.api.runs;

import io.micronaut.http.HttpStatus;
import io.micronaut.http.annotation.Post;
import io.micronaut.http.annotation.Status;
import java.time.Duration;
import paas.platform.access.Allows;
import paas.platform.access.Permission;
import paas.platform.api.guard.AppCall;
import paas.platform.api.processes.Dyno;
import paas.platform.api.wire.Body;
import paas.platform.api.wire.Input;
import paas.platform.api.wire.Resource;
import paas.platform.api.wire.Shape;
import paas.platform.deploy.Journal;
import paas.platform.formation.HostCpus;
import paas.platform.formation.Size;
import paas.platform.oneoff.Attached;
import paas.platform.oneoff.OneOffDesk;
import paas.platform.oneoff.Pending;
import paas.platform.oneoff.Plan;
import paas.platform.oneoff.RunRequest;

/** Asks for a one-off: a detached one starts at once, an attached one when its user attaches. */
@Resource("/apps/{app}/dynos")
final class RunsController {
  private final OneOffDesk desk;
  private final Tickets tickets;
  private final HostCpus cpus;
  private final Journal journal;

  RunsController(OneOffDesk desk, Tickets tickets, HostCpus cpus, Journal journal) {
    this.desk = desk;
    this.tickets = tickets;
    this.cpus = cpus;
    this.journal = journal;
  }

  @Post
  @Status(HttpStatus.CREATED)
  @Allows(Permission.APP_WRITE)
  Shape run(AppCall call, Body body) {
    Input input = body.json();
    boolean attach = input.flag("attach").orElse(false);
    if (attach) {
      Wish.requireWebSocket(input, "`paas run` or `paas heroku run`, or run it detached");
    }
    RunRequest request = request(input, attach);
    cpus.requireOneOff(request.size());
    Plan plan = desk.plan(call.app(), request);
    Shape shape = Dyno.of(plan).shape();
    if (attach) {
      return shape.with("attach_url", tickets.issue(new Ticket(call.caller(), told(call, plan))));
    }
    desk.detach(plan);
    tell(call, plan);
    return shape;
  }

  /** Told of once it has started: who never attaches has run nothing. */
  private Pending told(AppCall call, Plan plan) {
    Pending pending = desk.pending(plan);
    return new Pending(
        pending.app(),
        pending.name(),
        () -> {
          Attached attached = pending.attach();
          tell(call, plan);
          return attached;
        });
  }

  /** Not the command: it may hold secrets, and all who work on the app read its log. */
  private void tell(AppCall call, Plan plan) {
    journal.event(call.app().id(), "Run " + plan.name() + " by user " + call.user().email());
  }

  private static RunRequest request(Input input, boolean attach) {
    Wish wish = Wish.of(input, attach);
    return new RunRequest(
        input.need("command"),
        wish.env(),
        input.text("size").map(Size::parse).orElse(Size.DEFAULT),
        wish.terminal(),
        input.integer("time_to_live").map(Duration::ofSeconds).orElse(RunRequest.LONGEST_RUN));
  }
}
