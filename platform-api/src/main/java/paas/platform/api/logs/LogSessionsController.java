package paas.platform.api.logs;

import io.micronaut.http.HttpRequest;
import io.micronaut.http.HttpResponse;
import io.micronaut.http.HttpStatus;
import io.micronaut.http.MediaType;
import io.micronaut.http.annotation.Get;
import io.micronaut.http.annotation.Post;
import io.micronaut.http.annotation.Produces;
import io.micronaut.http.annotation.Status;
import java.io.InputStream;
import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;
import java.util.Optional;
import java.util.Set;
import java.util.UUID;
import paas.platform.access.Allows;
import paas.platform.access.Permission;
import paas.platform.api.Addresses;
import paas.platform.api.guard.AppCall;
import paas.platform.api.guard.Roles;
import paas.platform.api.link.Links;
import paas.platform.api.wire.Body;
import paas.platform.api.wire.Input;
import paas.platform.api.wire.Resource;
import paas.platform.api.wire.Shape;
import paas.platform.app.PlatformSettings;
import paas.platform.fault.Rejected;
import paas.router.logs.LineId;
import paas.router.logs.LogFilter;
import paas.router.logs.LogRouter;
import paas.router.logs.LogTail;
import paas.router.logs.StreamId;

/**
 * Log sessions: a POST with a token gives a URL; a GET of that URL, without one, gives the lines,
 * as plain text or as server-sent events. The URL may be opened again, as event sources do.
 */
@Resource
final class LogSessionsController {
  private static final int DEFAULT_LINES = 100;
  private static final int MAX_LINES = 1500;
  private static final int MAX_LINKS = 10_000;
  private static final Duration UNUSED = Duration.ofMinutes(5);

  /** A tail is opened again when it broke; each opening counts as a use. */
  private static final Duration IDLE = Duration.ofHours(24);

  private final Links<LogSession> links;
  private final LogRouter router;
  private final Roles roles;
  private final Addresses addresses;
  private final Set<String> ours;
  private final InstantSource clock;

  LogSessionsController(
      LogRouter router,
      Roles roles,
      Addresses addresses,
      PlatformSettings platform,
      InstantSource clock) {
    this.links = new Links<>(clock, UNUSED, IDLE, MAX_LINKS);
    this.router = router;
    this.roles = roles;
    this.addresses = addresses;
    this.ours = platform.logSources();
    this.clock = clock;
  }

  @Post("/apps/{app}/log-sessions")
  @Status(HttpStatus.CREATED)
  @Allows(Permission.APP_READ)
  Shape create(AppCall call, Body body) {
    Input input = body.json();
    LogSession session =
        new LogSession(
            call.caller(),
            call.app().id(),
            lines(input),
            input.flag("tail").orElse(false),
            filter(input));
    Instant now = clock.instant();
    return Shape.empty()
        .with("id", UUID.randomUUID())
        .with("logplex_url", addresses.url("/log-streams/" + links.issue(session)))
        .with("created_at", now)
        .with("updated_at", now);
  }

  private static int lines(Input input) {
    int lines = input.integer("lines").orElse(DEFAULT_LINES);
    if (lines < 0) {
      throw Rejected.invalid("'lines' must be 0 or more; at most " + MAX_LINES + " are shown.");
    }
    return Math.min(lines, MAX_LINES);
  }

  /** Clients spell it dyno, ps, or as the schema has it, dyno_name and type. */
  private LogFilter filter(Input input) {
    Optional<String> process = input.text("dyno", "dyno_name").or(() -> input.text("ps", "type"));
    return new LogFilter(
        input.text("source").map(this::sources).orElse(Set.of()),
        process.map(Set::of).orElse(Set.of()));
  }

  /** Heroku's clients know the platform by Heroku's name, whatever its lines carry. */
  private Set<String> sources(String asked) {
    return ours.contains(asked) ? ours : Set.of(asked);
  }

  /** The secret is the credential: 404 when it is not, or no longer, one. */
  @Get("/log-streams/{secret}")
  @Produces({MediaType.TEXT_PLAIN, MediaType.TEXT_EVENT_STREAM})
  @Allows(Permission.LINK)
  HttpResponse<InputStream> stream(HttpRequest<?> request, String secret) {
    LogSession session =
        links
            .use(secret)
            .filter(s -> roles.still(s.caller(), s.app(), Permission.APP_READ))
            .orElseThrow(() ->
                Rejected.notFound("log_session", "This log session has ended: ask for another."));
    boolean events =
        String.valueOf(request.getHeaders().get("Accept")).contains("text/event-stream");
    LogForm form = events ? LogForm.EVENTS : LogForm.PLAIN;
    Optional<LineId> after =
        Optional.ofNullable(request.getHeaders().get("Last-Event-ID")).flatMap(LineId::parse);
    LogStream stream =
        new LogStream(
            open(session, after),
            session.tail(),
            form,
            () -> roles.still(session.caller(), session.app(), Permission.APP_READ),
            System::nanoTime);
    return HttpResponse.<InputStream>ok(stream)
        .contentType(form.mediaType())
        .header("X-Accel-Buffering", "no");
  }

  private LogTail open(LogSession session, Optional<LineId> after) {
    StreamId stream = new StreamId(session.app().toString());
    return session.tail()
        ? router.tail(stream, session.lines(), session.filter(), after)
        : router.past(stream, session.lines(), session.filter(), after);
  }
}
