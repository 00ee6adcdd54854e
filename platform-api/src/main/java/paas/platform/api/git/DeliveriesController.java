package paas.platform.api.git;

import io.micronaut.http.HttpHeaders;
import io.micronaut.http.HttpRequest;
import io.micronaut.http.HttpStatus;
import io.micronaut.http.annotation.Post;
import io.micronaut.http.annotation.Status;
import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;
import java.util.Optional;
import paas.platform.access.Allows;
import paas.platform.access.Permission;
import paas.platform.api.wire.Body;
import paas.platform.api.wire.Ids;
import paas.platform.api.wire.Input;
import paas.platform.api.wire.Resource;
import paas.platform.api.wire.Shape;
import paas.platform.app.App;
import paas.platform.fault.Reason;
import paas.platform.fault.Rejected;
import paas.platform.store.AppStore;
import paas.platform.store.BuildRecord;
import paas.platform.store.GitSource;
import paas.platform.store.GitStore;
import paas.platform.store.Webhook;
import paas.platform.store.WebhookStore;

/**
 * Takes what git hosts tell of pushes: who knows the app's secret may have its repository synced.
 * Nothing else is taken from a delivery, and each is acted on once.
 */
@Resource("/webhooks/incoming")
final class DeliveriesController {
  /** Of a delivery that says when the push was. */
  private static final Duration OLDEST = Duration.ofDays(1);

  private static final String BY = "webhook";

  private final WebhookStore webhooks;
  private final AppStore apps;
  private final GitStore git;
  private final Syncs syncs;
  private final InstantSource clock;

  DeliveriesController(
      WebhookStore webhooks, AppStore apps, GitStore git, Syncs syncs, InstantSource clock) {
    this.webhooks = webhooks;
    this.apps = apps;
    this.git = git;
    this.syncs = syncs;
    this.clock = clock;
  }

  @Post("/{webhook}")
  @Status(HttpStatus.ACCEPTED)
  @Allows(Permission.LINK)
  Shape deliver(String webhook, HttpRequest<?> request, Body body) {
    Webhook found =
        Ids.parse(webhook).flatMap(webhooks::find).orElseThrow(DeliveriesController::nowhere);
    String secret = webhooks.secret(found.id()).orElseThrow(DeliveriesController::nowhere);
    byte[] bytes = body.bytes();
    if (!Signature.valid(request.getHeaders(), secret, bytes)) {
      throw Rejected.forbidden("The delivery is not signed with this webhook's secret.");
    }
    if (!isPush(request.getHeaders())) {
      return ignored("only pushes are acted on");
    }
    return pushed(found, body.json(bytes), Signature.delivery(request.getHeaders(), secret, bytes));
  }

  private static Rejected nowhere() {
    return Rejected.notFound("webhook", "There is no such webhook.");
  }

  private static boolean isPush(HttpHeaders headers) {
    return headers
        .findFirst("X-GitHub-Event")
        .or(() -> headers.findFirst("X-Gitea-Event"))
        .or(() -> headers.findFirst("X-Gitlab-Event"))
        .filter(event -> event.equals("push") || event.equals("Push Hook"))
        .isPresent();
  }

  private Shape pushed(Webhook webhook, Input push, String delivery) {
    App app = apps.find(webhook.app()).orElseThrow(DeliveriesController::nowhere);
    String reference = push.text("ref").orElse("");
    if (!deploys(app, reference) || push.flag("deleted").orElse(false)) {
      return ignored("only pushes to the branch that is synced are acted on");
    }
    Instant now = clock.instant();
    if (pushedAt(push).filter(at -> at.isBefore(now.minus(OLDEST))).isPresent()) {
      return ignored("the push is older than a day");
    }
    if (webhooks.cameBefore(webhook, delivery)) {
      return ignored("this delivery came before");
    }
    // In this order: what could not be put in line is taken when it is delivered again. After a
    // kill in between that is one sync more, to where the branch is then.
    BuildRecord build = syncs.orderOnce(app, BY);
    webhooks.remember(webhook, delivery, now);
    return Shape.empty().with("build", Shape.empty().with("id", build.id()));
  }

  private boolean deploys(App app, String reference) {
    GitSource source =
        git.source(app.id())
            .orElseThrow(() ->
                new Rejected(
                    Reason.INVALID_PARAMS,
                    "The app is synced from nowhere yet: `paas git:sync URL#BRANCH` first."));
    String prefix = "refs/heads/";
    if (!reference.startsWith(prefix)) {
      return false;
    }
    String branch = reference.substring(prefix.length());
    return source.reference().isEmpty()
        ? app.settings().deploys(branch)
        : branch.equals(source.reference());
  }

  /** GitHub says it in seconds; others do not. */
  private static Optional<Instant> pushedAt(Input push) {
    return push.object("repository")
        .flatMap(repository -> repository.text("pushed_at"))
        .filter(text -> text.matches("[0-9]{9,11}"))
        .map(text -> Instant.ofEpochSecond(Long.parseLong(text)));
  }

  private static Shape ignored(String why) {
    return Shape.empty().with("ignored", why);
  }
}
