package paas.platform.api.runs;

import io.micronaut.core.order.Ordered;
import io.micronaut.http.HttpHeaders;
import io.micronaut.http.HttpRequest;
import io.micronaut.http.annotation.RequestFilter;
import io.micronaut.http.annotation.ServerFilter;
import io.micronaut.http.server.netty.NettyHttpRequest;
import io.micronaut.scheduling.TaskExecutors;
import jakarta.inject.Named;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionStage;
import java.util.concurrent.Executor;
import java.util.concurrent.ExecutorService;
import java.util.function.Function;
import paas.platform.fault.Reason;
import paas.platform.fault.Rejected;

/** Takes the ticket before the upgrade: without a good one there is no WebSocket, but a 404. */
@ServerFilter(Tickets.PATH + "*")
final class RunDoor implements Ordered {
  static final String TICKET = "paas.ticket";

  private final Tickets tickets;
  private final Executor blocking;

  RunDoor(Tickets tickets, @Named(TaskExecutors.BLOCKING) ExecutorService blocking) {
    this.tickets = tickets;
    this.blocking = blocking;
  }

  /**
   * Ends on the event loop on which it began: elsewhere the upgrade would be answered before its
   * handler is in place, and what the client sends at once would be lost.
   */
  @RequestFilter
  CompletionStage<HttpRequest<?>> admit(HttpRequest<?> request) {
    String upgrade = request.getHeaders().get(HttpHeaders.UPGRADE);
    if (!"websocket".equalsIgnoreCase(upgrade)) {
      throw new Rejected(Reason.BAD_REQUEST, "This URL is for a WebSocket: `paas` opens it.");
    }
    Executor eventLoop =
        ((NettyHttpRequest<?>) request).getChannelHandlerContext().channel().eventLoop();
    return CompletableFuture.<HttpRequest<?>>supplyAsync(() -> admitted(request), blocking)
        .thenApplyAsync(Function.identity(), eventLoop);
  }

  private HttpRequest<?> admitted(HttpRequest<?> request) {
    Ticket ticket =
        tickets
            .take(request.getPath().substring(Tickets.PATH.length()))
            .orElseThrow(
                () -> Rejected.notFound("run", "This run was attached to already, or too late."));
    request.setAttribute(TICKET, ticket);
    return request;
  }

  /** Behind the guard. */
  @Override
  public int getOrder() {
    return LOWEST_PRECEDENCE;
  }
}
