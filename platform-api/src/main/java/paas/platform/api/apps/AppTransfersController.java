package paas.platform.api.apps;

import io.micronaut.http.HttpStatus;
import io.micronaut.http.annotation.Post;
import io.micronaut.http.annotation.Status;
import java.time.Instant;
import java.time.InstantSource;
import java.util.UUID;
import paas.platform.access.Allows;
import paas.platform.access.Permission;
import paas.platform.access.User;
import paas.platform.api.account.KnownUsers;
import paas.platform.api.guard.Roles;
import paas.platform.api.wire.Body;
import paas.platform.api.wire.Input;
import paas.platform.api.wire.Resource;
import paas.platform.api.wire.Shape;
import paas.platform.app.App;
import paas.platform.deploy.Journal;
import paas.platform.fault.Rejected;
import paas.platform.store.AppStore;

/**
 * Gives an app to another user. Nobody has to accept it here: the app is theirs at once, and the
 * owner before is a collaborator.
 */
@Resource("/account/app-transfers")
final class AppTransfersController {
  private final AppStore apps;
  private final Roles roles;
  private final KnownUsers known;
  private final Journal journal;
  private final InstantSource clock;

  AppTransfersController(
      AppStore apps, Roles roles, KnownUsers known, Journal journal, InstantSource clock) {
    this.apps = apps;
    this.roles = roles;
    this.known = known;
    this.journal = journal;
    this.clock = clock;
  }

  /** The URL names no app, so the guard cannot ask what the caller is to it. */
  @Post
  @Status(HttpStatus.CREATED)
  @Allows(Permission.SELF)
  Shape create(User caller, Body body) {
    Input input = body.json();
    App app = roles.visible(caller, reference(input, "app", "name"));
    if (!Permission.APP_OWNER.permits(roles.of(caller, app))) {
      throw Rejected.forbidden("Only the app's owner or an admin may transfer it.");
    }
    User recipient = known.named(reference(input, "recipient", "email"));
    if (recipient.id().equals(app.owner())) {
      throw Rejected.invalid(recipient.email() + " owns this app already.");
    }
    User owner = known.named(app.owner().toString());
    Instant now = clock.instant();
    App given = apps.give(app, recipient.id(), now);
    journal.event(
        app.id(),
        "Transfer from "
            + owner.email()
            + " to "
            + recipient.email()
            + " by user "
            + caller.email());
    return shape(given, owner, recipient, now);
  }

  private static String reference(Input input, String name, String member) {
    return input.reference(name, member, "id").orElseGet(() -> input.need(name));
  }

  private static Shape shape(App app, User owner, User recipient, Instant at) {
    return Shape.empty()
        .with("id", UUID.randomUUID())
        .with("app", AppShapes.reference(app))
        .with("owner", KnownUsers.reference(owner))
        .with("recipient", KnownUsers.reference(recipient))
        .with("state", "accepted")
        .with("created_at", at)
        .with("updated_at", at);
  }
}
