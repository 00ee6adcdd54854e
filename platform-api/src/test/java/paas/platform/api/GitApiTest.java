package paas.platform.api;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertNotEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.nio.charset.StandardCharsets;
import java.time.Instant;
import java.util.HexFormat;
import java.util.List;
import java.util.Optional;
import javax.crypto.Mac;
import javax.crypto.spec.SecretKeySpec;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.ExtendWith;
import paas.platform.access.User;
import paas.platform.app.App;
import paas.platform.store.BuildOrder;
import paas.platform.store.BuildQueue;
import paas.platform.store.BuildStatus;
import paas.platform.store.BuildStore;
import paas.platform.store.GitStore;

@ExtendWith(TestPlatform.Extension.class)
class GitApiTest {
  private static final String OURS = "http://paas.test:7300";
  private static final String URL = "https://93.184.215.14/shop.git";
  private static final String SOURCE = "{\"url\":\"" + URL + "\",\"reference\":\"main\"}";
  private static final String PUSH = "{\"ref\":\"refs/heads/main\",\"deleted\":false}";
  private final TestPlatform platform;
  private final User user;
  private final Requests requests;
  private final App app;
  private final String path;

  GitApiTest(TestPlatform platform) {
    this.platform = platform;
    this.user = platform.user();
    this.requests = platform.as(user);
    this.app = platform.app(user);
    this.path = "/apps/" + app.name();
  }

  private Answer sync(String json) {
    return requests.post(path + "/git-syncs", json);
  }

  private List<BuildOrder> orders() {
    return platform.bean(BuildQueue.class).of(app.id()).stream().map(q -> q.order()).toList();
  }

  @Test
  void aSyncIsABuildAndItsUrlIsRemembered() {
    requests.get(path + "/git-source").expect(404);
    sync("{}").expect(422);
    Answer build = sync("{\"url\":\"" + URL + "\",\"reference\":\"main\"}").expect(201);
    assertEquals("pending", build.text("status"));
    assertEquals(URL, requests.get(path + "/git-source").expect(200).text("url"));
    sync("{}").expect(201);
    BuildOrder order = new BuildOrder.Sync(URL, "main", Optional.of(user.id()));
    assertEquals(List.of(order, order), orders());
  }

  /** As whom the app's repository is read: an e-mail address, or nobody. */
  private String reader() {
    Answer source = requests.get(path + "/git-source").expect(200);
    return source.body().contains("\"user\":null") ? "nobody" : source.text("user.email");
  }

  private User namer() {
    User namer = platform.user();
    platform.collaborate(app, namer);
    requests.post(path + "/incoming-webhook", "{}").expect(201);
    platform.as(namer).post(path + "/git-syncs", SOURCE).expect(201);
    assertEquals(namer.email().value(), reader());
    ended();
    return namer;
  }

  /** With whose account is decided when it begins: see {@code SyncTest}. */
  @Test
  void whatSomebodyNamedWhoLeftTheAppIsSyncedAsNobody() {
    User leaver = namer();
    requests.delete(path + "/collaborators/" + leaver.id()).expect(200);

    assertEquals("nobody", reader());
    sync("{}").expect(201);
    signed(PUSH).expect(202);
    assertEquals(1, orders().size());

    sync(SOURCE).expect(201);
    assertEquals(user.email().value(), reader());
  }

  @Test
  void whatARemovedUserNamedIsSyncedAsNobody() {
    User removed = namer();
    sync("{}").expect(201);
    platform.as(platform.user(true)).delete("/users/" + removed.email()).expect(200);

    assertEquals("nobody", reader());
    BuildOrder order = new BuildOrder.Sync(URL, "main", Optional.empty());
    assertEquals(List.of(order), orders(), "what stood in line");
    ended();
    signed(PUSH).expect(202);
    assertEquals(List.of(order), orders());
    sync("{}").expect(201);
    assertEquals(List.of(order, order), orders());

    sync(SOURCE).expect(201);
    assertEquals(user.email().value(), reader());
  }

  @Test
  void whatMayNotBeFetchedIsRefusedAndNotRemembered() {
    for (String url :
        List.of(
            "ext::sh -c id",
            "file:///etc/passwd",
            "git@example.com:a/b.git",
            "--upload-pack=/bin/sh",
            "http://127.0.0.1:7300/shop.git",
            "http://169.254.169.254/x",
            "http://[::1]/x")) {
      sync("{\"url\":\"" + url + "\"}").expect(422);
    }
    sync("{\"url\":\"" + URL + "\",\"reference\":\"--upload-pack=x\"}").expect(422);
    requests.get(path + "/git-source").expect(404);
    assertEquals(List.of(), orders());
  }

  @Test
  void gitLfsIsToldHowToGoOn() {
    String type = "application/vnd.git-lfs+json";
    String batch = "/" + app.name() + ".git/info/lfs/objects/batch";
    Answer answer = requests.send("POST", batch, "{}", "Accept", type).expect(501);
    assertTrue(answer.text("message").contains("git push --no-verify"), answer.body());
    platform.anonymous().send("POST", batch, "{}").expect(401);
  }

  @Test
  void anAccountIsListedWithoutItsSecretByItsUserOnly() {
    String account = "/account/git-credentials/git.example";
    String answer =
        requests
            .send("PUT", account, "{\"username\":\"ada\",\"password\":\"hunter2\"}")
            .expect(200)
            .body();
    assertFalse(answer.contains("hunter2"), answer);
    Answer list = requests.get("/account/git-credentials").expect(200);
    assertEquals(List.of("git.example"), list.each("host"));
    assertFalse(list.body().contains("hunter2"), list.body());
    Requests other = platform.as(platform.user());
    assertEquals("[]", other.get("/account/git-credentials").body());
    other.delete(account).expect(404);
    requests.delete(account).expect(200);
    requests.delete(account).expect(404);
    requests.send("PUT", "/account/git-credentials/a_b", "{}").expect(422);
  }

  private String hook(String member) {
    return requests.get(path + "/incoming-webhook").expect(200).text(member);
  }

  private Answer deliver(String url, String body, String... headers) {
    return platform.anonymous().send("POST", url.replace(OURS, ""), body, headers);
  }

  private static String signature(String secret, String body) {
    try {
      Mac mac = Mac.getInstance("HmacSHA256");
      mac.init(new SecretKeySpec(secret.getBytes(StandardCharsets.UTF_8), "HmacSHA256"));
      return HexFormat.of().formatHex(mac.doFinal(body.getBytes(StandardCharsets.UTF_8)));
    } catch (java.security.GeneralSecurityException e) {
      throw new IllegalStateException(e);
    }
  }

  private Answer signed(String body) {
    return deliver(
        hook("url"),
        body,
        "X-GitHub-Event",
        "push",
        "X-Hub-Signature-256",
        "sha256=" + signature(hook("secret"), body));
  }

  private void enabled() {
    platform.bean(GitStore.class).source(app.id(), URL, "main", user.id(), Instant.now());
    requests.post(path + "/incoming-webhook", "").expect(201);
  }

  @Test
  void withoutAWebhookThereIsNone() {
    requests.get(path + "/incoming-webhook").expect(404);
    enabled();
    String url = hook("url");
    requests.delete(path + "/incoming-webhook").expect(200);
    deliver(url, PUSH, "X-GitHub-Event", "push").expect(404);
    deliver(OURS + "/webhooks/incoming/nonsense", PUSH).expect(404);
  }

  @Test
  void aSignedPushIsSyncedOnceHoweverOftenItComes() {
    enabled();
    Answer first = signed(PUSH).expect(202);
    assertTrue(first.body().contains("\"build\""), first.body());
    Answer replayed = signed(PUSH).expect(202);
    assertEquals("this delivery came before", replayed.text("ignored"));
    assertEquals(1, orders().size());
    Answer second = signed(PUSH.replace("}", ",\"after\":\"2\"}")).expect(202);
    assertEquals(first.text("build"), second.text("build"), "one that waits is as good");
    assertEquals(1, orders().size());
  }

  @Test
  void whatIsNotSignedRightlyChangesNothing() {
    enabled();
    String url = hook("url");
    String right = signature(hook("secret"), PUSH);
    String event = "X-GitHub-Event";
    deliver(url, PUSH, event, "push").expect(403);
    deliver(url, PUSH, event, "push", "X-Hub-Signature-256", "").expect(403);
    deliver(url, PUSH, event, "push", "X-Hub-Signature-256", "sha256=" + "0".repeat(64))
        .expect(403);
    deliver(url, PUSH + " ", event, "push", "X-Hub-Signature-256", "sha256=" + right).expect(403);
    deliver(url, PUSH, event, "push", "X-Gitlab-Token", "wrong").expect(403);
    deliver(url, PUSH, event, "push", "X-Hub-Signature-256", signature("x", PUSH)).expect(403);
    assertEquals(List.of(), orders());
    requests.post(path + "/incoming-webhook", "").expect(201);
    assertNotEquals(url, hook("url"));
    deliver(url, PUSH, event, "push", "X-Hub-Signature-256", "sha256=" + right).expect(404);
  }

  @Test
  void giteaAndGitlabAreUnderstood() {
    enabled();
    deliver(
            hook("url"),
            PUSH,
            "X-Gitea-Event",
            "push",
            "X-Gitea-Signature",
            signature(hook("secret"), PUSH))
        .expect(202);
    assertEquals(1, orders().size());
    deliver(hook("url"), "{}", "X-Gitlab-Event", "Push Hook", "X-Gitlab-Token", hook("secret"))
        .expect(202);
  }

  @Test
  void aPushThatFoundTheLineFullIsTakenWhenItIsDeliveredAgain() {
    enabled();
    BuildOrder other = new BuildOrder.Archive("https://93.184.215.14/x.tgz", "", List.of());
    while (orders().size() < 20) {
      platform.builds.order(app, other, "", "me");
    }
    signed(PUSH).expect(429);
    ended();

    Answer again = signed(PUSH).expect(202);

    assertTrue(again.body().contains("\"build\""), again.body());
    assertEquals(1, orders().size());
  }

  /** All that stand in line. */
  private void ended() {
    BuildStore builds = platform.bean(BuildStore.class);
    platform
        .bean(BuildQueue.class)
        .of(app.id())
        .forEach(queued ->
            builds.finish(queued.build().id(), new BuildStatus.Failed("no"), Instant.now()));
  }

  private Answer gitlab(String event) {
    return deliver(
        hook("url"),
        PUSH,
        "X-Gitlab-Event",
        "Push Hook",
        "X-Gitlab-Token",
        hook("secret"),
        "X-Gitlab-Event-UUID",
        event);
  }

  @Test
  void gitlabsSameWordsOfAnotherPushAreAnotherDelivery() {
    enabled();
    Answer first = gitlab("13792a34").expect(202);
    ended();

    assertEquals("this delivery came before", gitlab("13792a34").expect(202).text("ignored"));
    Answer second = gitlab("9d0a3a5e").expect(202);

    assertTrue(second.body().contains("\"build\""), second.body());
    assertNotEquals(first.body(), second.body());
  }

  @Test
  void aSignedBodyUnderAnotherIdIsTheSameDelivery() {
    enabled();
    signed(PUSH).expect(202);
    ended();

    Answer replayed =
        deliver(
            hook("url"),
            PUSH,
            "X-GitHub-Event",
            "push",
            "X-GitHub-Delivery",
            "made-up",
            "X-Gitlab-Event-UUID",
            "made-up",
            "X-Hub-Signature-256",
            "sha256=" + signature(hook("secret"), PUSH));

    assertEquals("this delivery came before", replayed.expect(202).text("ignored"));
  }

  @Test
  void otherEventsBranchesAndOldPushesAreIgnored() {
    enabled();
    for (String body :
        List.of(
            "{\"ref\":\"refs/heads/feature\"}",
            "{\"ref\":\"refs/tags/main\"}",
            "{\"ref\":\"refs/heads/main\",\"deleted\":true}",
            "{\"ref\":\"refs/heads/main\",\"repository\":{\"pushed_at\":1600000000}}",
            "{}")) {
      assertTrue(signed(body).expect(202).body().contains("ignored"), body);
    }
    String ping = "{\"zen\":\"x\"}";
    deliver(
            hook("url"),
            ping,
            "X-GitHub-Event",
            "ping",
            "X-Hub-Signature-256",
            "sha256=" + signature(hook("secret"), ping))
        .expect(202);
    assertEquals(List.of(), orders());
  }
}
