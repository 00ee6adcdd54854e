package paas.platform.api.runs;

import io.micronaut.http.HttpStatus;
import io.micronaut.http.annotation.Post;
import io.micronaut.http.annotation.Status;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Optional;
import paas.platform.access.Allows;
import paas.platform.access.Permission;
import paas.platform.api.guard.AppCall;
import paas.platform.api.processes.Dyno;
import paas.platform.api.wire.Body;
import paas.platform.api.wire.Input;
import paas.platform.api.wire.Resource;
import paas.platform.api.wire.Shape;
import paas.platform.config.ConfigKey;
import paas.platform.fault.Rejected;
import paas.platform.formation.Size;
import paas.platform.oneoff.OneOffDesk;
import paas.platform.oneoff.Plan;
import paas.platform.oneoff.RunRequest;
import paas.platform.oneoff.Window;

/** Asks for a one-off: a detached one starts at once, an attached one when its user attaches. */
@Resource("/apps/{app}/dynos")
final class RunsController {
  private static final int COLUMNS = 80;
  private static final int LINES = 24;

  private final OneOffDesk desk;
  private final Tickets tickets;

  RunsController(OneOffDesk desk, Tickets tickets) {
    this.desk = desk;
    this.tickets = tickets;
  }

  @Post
  @Status(HttpStatus.CREATED)
  @Allows(Permission.APP_WRITE)
  Shape run(AppCall call, Body body) {
    Input input = body.json();
    boolean attach = input.flag("attach").orElse(false);
    if (attach) {
      requireWebSocket(input);
    }
    Plan plan = desk.plan(call.app(), request(input, attach));
    Shape shape = Dyno.of(plan).shape();
    if (attach) {
      return shape.with("attach_url", tickets.issue(new Ticket(call.caller(), plan)));
    }
    desk.detach(plan);
    return shape;
  }

  private static void requireWebSocket(Input input) {
    if (!input.text("attach_protocol").orElse("").equals("websocket")) {
      throw Rejected.invalid(
          "Attached runs are WebSockets here: use `paas run`, or run it detached.");
    }
  }

  private static RunRequest request(Input input, boolean attach) {
    Map<ConfigKey, Optional<String>> env = new LinkedHashMap<>();
    input
        .object("env")
        .ifPresent(
            given -> given.entries().forEach((key, value) -> env.put(new ConfigKey(key), value)));
    boolean terminal = attach && !input.flag("force_no_tty").orElse(false);
    return new RunRequest(
        input.need("command"),
        env,
        input.text("size").map(Size::parse).orElse(Size.DEFAULT),
        terminal ? Optional.of(size(env)) : Optional.empty());
  }

  /** As the client's own terminal is, which it says in the environment. */
  private static Window size(Map<ConfigKey, Optional<String>> env) {
    return new Window(
        number(env, new ConfigKey("COLUMNS"), COLUMNS), number(env, new ConfigKey("LINES"), LINES));
  }

  private static int number(Map<ConfigKey, Optional<String>> env, ConfigKey key, int standard) {
    return env.getOrDefault(key, Optional.empty())
        .filter(text -> text.matches("[1-9][0-9]{0,4}"))
        .map(Integer::valueOf)
        .orElse(standard);
  }
}
