package paas.platform.api;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import ch.qos.logback.classic.Logger;
import ch.qos.logback.classic.spi.ILoggingEvent;
import ch.qos.logback.core.read.ListAppender;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.ExtendWith;
import org.slf4j.LoggerFactory;
import paas.platform.access.User;
import paas.platform.app.App;

/** People who leave: an app, or the platform with their apps in other hands. */
@ExtendWith(TestPlatform.Extension.class)
class LeaverApiTest {
  private static final String TRANSFERS = "/account/app-transfers";

  private final TestPlatform platform;
  private final User leaver;
  private final User heir;
  private final App app;
  private final String path;
  private final Requests admin;

  LeaverApiTest(TestPlatform platform) {
    this.platform = platform;
    this.leaver = platform.user();
    this.heir = platform.user();
    this.app = platform.app(leaver);
    this.path = "/apps/" + app.name();
    this.admin = platform.as(platform.user(true));
  }

  private static String transfer(App app, User recipient) {
    return "{\"app\":\"" + app.name() + "\",\"recipient\":\"" + recipient.email() + "\"}";
  }

  @Test
  void anAdminLocksALeaverOutAndTheAppStays() {
    Requests theirs = platform.as(leaver);
    Answer refused = admin.delete("/users/" + leaver.email()).expect(409);
    assertTrue(refused.body().contains("paas apps:transfer"), refused.body());

    Answer given = admin.post(TRANSFERS, transfer(app, heir)).expect(201);
    assertEquals("accepted", given.text("state"));
    assertEquals(leaver.email().value(), given.text("owner.email"));
    assertEquals(heir.email().value(), given.text("recipient.email"));
    theirs.get(path).expect(200);
    admin.delete("/users/" + leaver.email()).expect(200);

    theirs.get("/account").expect(401);
    theirs.get(path).expect(401);
    assertEquals(heir.email().value(), platform.as(heir).get(path).expect(200).text("owner.email"));
    assertEquals(List.of("owner"), admin.get(path + "/collaborators").each("role"));
  }

  @Test
  void anOwnerGivesAnAppAwayAndStaysAsACollaborator() {
    Requests before = platform.as(leaver);
    before.post(TRANSFERS, transfer(app, heir)).expect(201);

    before.delete(path).expect(403);
    before.post(TRANSFERS, transfer(app, leaver)).expect(403);
    assertEquals(
        List.of("collaborator", "owner"),
        before.get(path + "/collaborators").each("role").stream().sorted().toList());
    assertTrue(
        platform
            .journal
            .events(app.id())
            .toString()
            .contains("Transfer from " + leaver.email() + " to " + heir.email() + " by user "));
    platform.as(heir).delete(path + "/collaborators/" + leaver.email()).expect(200);
    before.get(path).expect(404);
  }

  @Test
  void whoDoesNotOwnAnAppCannotGiveItAway() {
    platform.as(heir).post(TRANSFERS, transfer(app, heir)).expect(404);
    platform.collaborate(app, heir);
    platform.as(heir).post(TRANSFERS, transfer(app, heir)).expect(403);
    platform.as(leaver).post(TRANSFERS, transfer(app, leaver)).expect(422);
    String ghost = "{\"app\":\"" + app.name() + "\",\"recipient\":\"ghost@example.com\"}";
    platform.as(leaver).post(TRANSFERS, ghost).expect(404);
  }

  @Test
  void aCollaboratorLeavesButRemovesNobodyElse() {
    User other = platform.user();
    platform.collaborate(app, heir);
    platform.collaborate(app, other);
    Requests theirs = platform.as(heir);

    theirs.delete(path + "/collaborators/" + other.email()).expect(403);
    theirs.delete(path + "/collaborators/" + leaver.email()).expect(403);
    theirs.delete(path + "/collaborators/" + heir.email()).expect(200);
    theirs.get(path).expect(404);
    platform.as(other).get(path).expect(200);
  }

  /** An app's own log goes with the app, and tells nothing of users. */
  @Test
  void thePlatformsLogSaysWhoLetWhomInAndOutAndWhoDestroyedAnApp() {
    String email = platform.unique("new") + "@example.com";
    String by = " by user " + admin.get("/account").text("email");
    Logger logger = (Logger) LoggerFactory.getLogger(Deeds.class);
    ListAppender<ILoggingEvent> lines = new ListAppender<>();
    lines.start();
    logger.addAppender(lines);
    try {
      admin.post("/users", "{\"email\":\"" + email + "\"}").expect(201);
      admin.post("/users/" + email + "/authorizations", "{}").expect(201);
      admin.delete("/users/" + email + "/authorizations").expect(200);
      admin.delete("/users/" + email).expect(200);
      admin.delete(path).expect(200);
    } finally {
      logger.detachAppender(lines);
    }
    assertEquals(
        List.of(
            "Add user " + email + by,
            "Issue a token for " + email + by,
            "Revoke all tokens of " + email + by,
            "Remove user " + email + by,
            "Destroy app " + app.name() + by),
        lines.list.stream()
            .map(ILoggingEvent::getFormattedMessage)
            .filter(line -> line.endsWith(by))
            .toList());
  }

  @Test
  void anAdminRevokesAllTokensOfAUserAndIssuesAnother() {
    Requests theirs = platform.as(leaver);
    String tokens = "/users/" + leaver.email() + "/authorizations";

    admin.delete(tokens).expect(200);
    theirs.get("/account").expect(401);
    Answer issued = admin.post(tokens, "{}").expect(201);
    platform.with("Bearer " + issued.text("access_token.token")).get(path).expect(200);
    platform.as(heir).delete(tokens).expect(403);
    String own = admin.get("/account").text("email");
    admin.delete("/users/" + own + "/authorizations").expect(409);
  }
}
