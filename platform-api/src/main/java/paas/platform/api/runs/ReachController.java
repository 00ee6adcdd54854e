package paas.platform.api.runs;

import io.micronaut.http.HttpStatus;
import io.micronaut.http.annotation.Post;
import io.micronaut.http.annotation.Status;
import paas.platform.access.Allows;
import paas.platform.access.Permission;
import paas.platform.api.guard.AppCall;
import paas.platform.api.wire.Body;
import paas.platform.api.wire.Input;
import paas.platform.api.wire.Resource;
import paas.platform.api.wire.Shape;
import paas.platform.fault.Rejected;
import paas.platform.oneoff.Pending;
import paas.platform.oneoff.reach.CopyRequest;
import paas.platform.oneoff.reach.ExecDesk;
import paas.platform.oneoff.reach.ExecRequest;
import paas.platform.oneoff.reach.ForwardDesk;

/**
 * Ways into an instance that runs. Each answer has the URL of a WebSocket, which speaks as that of
 * an attached one-off does; nothing starts before it is opened.
 */
@Resource("/apps/{app}/dynos/{dyno}")
final class ReachController {
  private final ExecDesk execs;
  private final ForwardDesk forwards;
  private final Tickets tickets;

  ReachController(ExecDesk execs, ForwardDesk forwards, Tickets tickets) {
    this.execs = execs;
    this.forwards = forwards;
    this.tickets = tickets;
  }

  @Post("/execs")
  @Status(HttpStatus.CREATED)
  @Allows(Permission.APP_WRITE)
  Shape exec(AppCall call, String dyno, Body body) {
    Input input = body.json();
    Wish.requireWebSocket(input, "`paas ps:exec`");
    Wish wish = Wish.of(input, true);
    ExecRequest request =
        new ExecRequest(input.text("command").orElse(""), wish.env(), wish.terminal());
    return answer(call, execs.exec(call.app(), dyno, request, call.user()));
  }

  @Post("/copies")
  @Status(HttpStatus.CREATED)
  @Allows(Permission.APP_WRITE)
  Shape copy(AppCall call, String dyno, Body body) {
    Input input = body.json();
    Wish.requireWebSocket(input, "`paas ps:copy`");
    return answer(call, execs.copy(call.app(), dyno, copyRequest(input), call.user()));
  }

  private static CopyRequest copyRequest(Input input) {
    return switch (input.need("direction")) {
      case "out" -> new CopyRequest.Out(input.need("path"));
      case "in" -> new CopyRequest.In(input.need("path"), input.need("name"));
      default -> throw Rejected.invalid("'direction' must be out or in.");
    };
  }

  @Post("/forwards")
  @Status(HttpStatus.CREATED)
  @Allows(Permission.APP_WRITE)
  Shape forward(AppCall call, String dyno, Body body) {
    Input input = body.json();
    Wish.requireWebSocket(input, "`paas ps:forward`");
    int port = input.integer("port").orElseThrow(() -> Rejected.invalid("'port' is missing."));
    return answer(call, forwards.forward(call.app(), dyno, port, call.user()));
  }

  private Shape answer(AppCall call, Pending pending) {
    return Shape.empty()
        .with("name", pending.name())
        .with("app", Shape.reference(call.app().id().value(), call.app().name().value()))
        .with("attach_url", tickets.issue(new Ticket(call.caller(), pending)));
  }
}
