package paas.platform.api.sources;

import io.micronaut.http.HttpResponse;
import io.micronaut.http.HttpStatus;
import io.micronaut.http.MediaType;
import io.micronaut.http.annotation.Get;
import io.micronaut.http.annotation.Post;
import io.micronaut.http.annotation.Produces;
import io.micronaut.http.annotation.Put;
import io.micronaut.http.annotation.Status;
import java.io.IOException;
import java.io.InputStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.time.InstantSource;
import paas.platform.access.Allows;
import paas.platform.access.Permission;
import paas.platform.access.User;
import paas.platform.api.link.Links;
import paas.platform.api.wire.Body;
import paas.platform.api.wire.Resource;
import paas.platform.api.wire.Shape;
import paas.platform.fault.Reason;
import paas.platform.fault.Rejected;
import paas.platform.intake.Uploads;
import paas.platform.store.BuildQueue;

/**
 * Uploads: a URL to put a source or an image to, once, and the URL by which a build then names it.
 * Both are their own credential.
 */
@Resource("/sources")
final class SourcesController {
  private static final Duration TO_BE_USED = Duration.ofHours(1);
  private static final int MAX_LINKS = 10_000;

  private final Links<String> puts;
  private final Uploads uploads;
  private final BuildQueue queue;
  private final SourceUrls urls;

  SourcesController(Uploads uploads, BuildQueue queue, SourceUrls urls, InstantSource clock) {
    this.puts = new Links<>(clock, TO_BE_USED, TO_BE_USED, MAX_LINKS);
    this.uploads = uploads;
    this.queue = queue;
    this.urls = urls;
  }

  @Post
  @Status(HttpStatus.CREATED)
  @Allows(Permission.USER)
  Shape create(User user) {
    uploads.sweep(queue.uploads());
    String id = uploads.open();
    return Shape.empty()
        .with(
            "source_blob",
            Shape.empty().with("get_url", urls.of(id)).with("put_url", urls.of(puts.issue(id))));
  }

  @Put("/{secret}")
  @Allows(Permission.LINK)
  Shape put(String secret, Body body) {
    String id = puts.take(secret).orElseThrow(SourcesController::gone);
    try (InputStream in = body.stream()) {
      uploads.receive(id, in);
    } catch (IOException e) {
      throw new Rejected(
          Reason.BAD_REQUEST, "The upload ended early: ask for a new URL and send it again.");
    }
    return Shape.empty();
  }

  @Get("/{secret}")
  @Produces(MediaType.APPLICATION_OCTET_STREAM)
  @Allows(Permission.LINK)
  HttpResponse<InputStream> get(String secret) throws IOException {
    Path file = uploads.find(secret).orElseThrow(SourcesController::gone);
    return HttpResponse.<InputStream>ok(Files.newInputStream(file))
        .contentType(MediaType.APPLICATION_OCTET_STREAM_TYPE);
  }

  private static Rejected gone() {
    return Rejected.notFound(
        "source", "This URL was used already, or is too old: ask for a new one (POST /sources).");
  }
}
