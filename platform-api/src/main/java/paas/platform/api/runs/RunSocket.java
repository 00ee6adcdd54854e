package paas.platform.api.runs;

import io.micronaut.http.HttpRequest;
import io.micronaut.http.server.netty.NettyHttpRequest;
import io.micronaut.websocket.WebSocketSession;
import io.micronaut.websocket.annotation.OnClose;
import io.micronaut.websocket.annotation.OnError;
import io.micronaut.websocket.annotation.OnMessage;
import io.micronaut.websocket.annotation.OnOpen;
import io.micronaut.websocket.annotation.ServerWebSocket;
import io.netty.handler.codec.http.websocketx.WebSocketFrame;
import java.util.Optional;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import paas.platform.access.Allows;
import paas.platform.access.Permission;

/**
 * Joins a WebSocket with what its user asked for. Its methods run on the event loop and never
 * block.
 */
@ServerWebSocket(Tickets.PATH + "{secret}")
@Allows(Permission.LINK)
final class RunSocket {
  private static final Logger LOG = LoggerFactory.getLogger(RunSocket.class);
  private static final String RUN = "paas.run";
  private static final int LARGEST_FRAME = 1 << 20;

  private final Tickets tickets;

  RunSocket(Tickets tickets) {
    this.tickets = tickets;
  }

  @OnOpen
  void open(WebSocketSession session, HttpRequest<?> request) {
    Ticket ticket = request.getAttribute(RunDoor.TICKET, Ticket.class).orElseThrow();
    Wire wire =
        new Wire(session, ((NettyHttpRequest<?>) request).getChannelHandlerContext().channel());
    AttachedRun run = new AttachedRun(wire, ticket.wanted(), () -> tickets.stands(ticket));
    session.put(RUN, run);
    run.start();
  }

  @OnMessage(maxPayloadLength = LARGEST_FRAME)
  void message(WebSocketFrame frame, WebSocketSession session) {
    try {
      run(session).ifPresent(run -> run.received(frame));
    } finally {
      frame.release();
    }
  }

  @OnClose
  void close(WebSocketSession session) {
    run(session).ifPresent(AttachedRun::userGone);
  }

  @OnError
  void error(WebSocketSession session, Throwable error) {
    LOG.debug("An attached run's connection failed", error);
    run(session).ifPresent(AttachedRun::userGone);
    session.close();
  }

  private static Optional<AttachedRun> run(WebSocketSession session) {
    return session.get(RUN, AttachedRun.class);
  }
}
