package paas.platform.api.git;

import io.micronaut.http.HttpStatus;
import io.micronaut.http.annotation.Delete;
import io.micronaut.http.annotation.Get;
import io.micronaut.http.annotation.Post;
import io.micronaut.http.annotation.Status;
import java.time.InstantSource;
import paas.platform.access.Allows;
import paas.platform.access.Permission;
import paas.platform.api.Addresses;
import paas.platform.api.guard.AppCall;
import paas.platform.api.wire.Resource;
import paas.platform.api.wire.Shape;
import paas.platform.deploy.Journal;
import paas.platform.fault.Rejected;
import paas.platform.secure.PlatformCertificate;
import paas.platform.store.Webhook;
import paas.platform.store.WebhookStore;

/** An app's incoming webhook: made (or made anew), shown, taken away. */
@Resource("/apps/{app}/incoming-webhook")
final class WebhookController {
  private final WebhookStore webhooks;
  private final Addresses addresses;
  private final PlatformCertificate platform;
  private final Journal journal;
  private final InstantSource clock;

  WebhookController(
      WebhookStore webhooks,
      Addresses addresses,
      PlatformCertificate platform,
      Journal journal,
      InstantSource clock) {
    this.webhooks = webhooks;
    this.addresses = addresses;
    this.platform = platform;
    this.journal = journal;
    this.clock = clock;
  }

  /** The secret is for those who may change the app: it deploys. */
  @Get
  @Allows(Permission.APP_WRITE)
  Shape show(AppCall call) {
    return shape(webhooks.of(call.app().id()).orElseThrow(WebhookController::none));
  }

  @Post
  @Status(HttpStatus.CREATED)
  @Allows(Permission.APP_WRITE)
  Shape renew(AppCall call) {
    Webhook webhook = webhooks.renew(call.app().id(), clock.instant());
    journal.event(call.app().id(), "Incoming webhook made by user " + call.user().email());
    return shape(webhook);
  }

  @Delete
  @Allows(Permission.APP_WRITE)
  Shape disable(AppCall call) {
    if (!webhooks.remove(call.app().id())) {
      throw none();
    }
    journal.event(call.app().id(), "Incoming webhook removed by user " + call.user().email());
    return Shape.empty();
  }

  private Shape shape(Webhook webhook) {
    return Shape.empty()
        .with("id", webhook.id())
        .with("url", url("/webhooks/incoming/" + webhook.id()))
        .with("secret", webhooks.secret(webhook.id()))
        .with("created_at", webhook.createdAt());
  }

  /** Whoever delivers is not on this machine, if anything leads there from elsewhere. */
  private String url(String path) {
    return platform.url().map(url -> url + path).orElse(addresses.url(path));
  }

  private static Rejected none() {
    return Rejected.notFound(
        "webhook", "The app has no incoming webhook: `paas webhooks:incoming:enable` makes one.");
  }
}
