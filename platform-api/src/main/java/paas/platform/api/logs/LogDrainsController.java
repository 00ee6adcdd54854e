package paas.platform.api.logs;

import io.micronaut.http.HttpResponse;
import io.micronaut.http.HttpStatus;
import io.micronaut.http.annotation.Delete;
import io.micronaut.http.annotation.Get;
import io.micronaut.http.annotation.Post;
import io.micronaut.http.annotation.Status;
import java.util.List;
import java.util.Optional;
import paas.platform.access.Allows;
import paas.platform.access.Permission;
import paas.platform.api.guard.AppCall;
import paas.platform.api.wire.Body;
import paas.platform.api.wire.Moments;
import paas.platform.api.wire.Resource;
import paas.platform.api.wire.Shape;
import paas.platform.drain.DrainState;
import paas.platform.drain.Drains;
import paas.platform.store.LogDrain;

/** Where an app's log is sent as it grows. {@code drain} is an id, a token or a URL. */
@Resource("/apps/{app}/log-drains")
final class LogDrainsController {
  private final Drains drains;

  LogDrainsController(Drains drains) {
    this.drains = drains;
  }

  @Get
  @Allows(Permission.APP_READ)
  HttpResponse<List<Shape>> list(AppCall call) {
    return HttpResponse.ok(drains.of(call.app().id()).stream().map(this::shape).toList());
  }

  @Post
  @Status(HttpStatus.CREATED)
  @Allows(Permission.APP_WRITE)
  Shape add(AppCall call, Body body) {
    String url = body.json().need("url").strip();
    return shape(drains.add(call.app(), url, call.user().email().toString()));
  }

  @Get("/{drain:.+}")
  @Allows(Permission.APP_READ)
  Shape info(AppCall call, String drain) {
    return shape(drains.find(call.app().id(), drain));
  }

  @Delete("/{drain:.+}")
  @Allows(Permission.APP_WRITE)
  Shape remove(AppCall call, String drain) {
    LogDrain found = drains.find(call.app().id(), drain);
    Shape shape = shape(found);
    drains.remove(found, call.user().email().toString());
    return shape;
  }

  /** What goes beyond the dialect tells how it is doing; {@code sent_at} since the last start. */
  private Shape shape(LogDrain drain) {
    Optional<DrainState> state = drains.state(drain);
    String url = drains.url(drain);
    return Shape.empty()
        .with("id", drain.id())
        .with("token", drain.token())
        .with("url", url)
        .with("url_shown", Drains.shown(url))
        .none("addon")
        .with("problem", state.flatMap(DrainState::problem))
        .with("waiting", state.map(DrainState::waiting).orElse(0L))
        .with("dropped", state.map(DrainState::dropped).orElse(0L))
        .with("sent_at", state.flatMap(DrainState::sentAt).map(Moments::of))
        .with("created_at", drain.createdAt())
        .with("updated_at", drain.createdAt());
  }
}
