package paas.platform.api.runs;

import io.micronaut.core.order.Ordered;
import io.micronaut.http.HttpHeaders;
import io.micronaut.http.HttpRequest;
import io.micronaut.http.annotation.RequestFilter;
import io.micronaut.http.annotation.ServerFilter;
import io.micronaut.scheduling.TaskExecutors;
import io.micronaut.scheduling.annotation.ExecuteOn;
import paas.platform.fault.Reason;
import paas.platform.fault.Rejected;

/** Takes the ticket before the upgrade: without a good one there is no WebSocket, but a 404. */
@ServerFilter(Tickets.PATH + "*")
final class RunDoor implements Ordered {
  static final String TICKET = "paas.ticket";

  private final Tickets tickets;

  RunDoor(Tickets tickets) {
    this.tickets = tickets;
  }

  @RequestFilter
  @ExecuteOn(TaskExecutors.BLOCKING)
  void admit(HttpRequest<?> request) {
    String upgrade = request.getHeaders().get(HttpHeaders.UPGRADE);
    if (!"websocket".equalsIgnoreCase(upgrade)) {
      throw new Rejected(Reason.BAD_REQUEST, "This URL is for a WebSocket: `paas run` opens it.");
    }
    String secret = request.getPath().substring(Tickets.PATH.length());
    Ticket ticket =
        tickets
            .take(secret)
            .orElseThrow(
                () -> Rejected.notFound("run", "This run was attached to already, or too late."));
    request.setAttribute(TICKET, ticket);
  }

  /** Behind the guard. */
  @Override
  public int getOrder() {
    return LOWEST_PRECEDENCE;
  }
}
