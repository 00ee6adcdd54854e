package paas.platform.api;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.ExtendWith;
import paas.platform.access.User;
import paas.platform.app.App;
import paas.platform.store.BuildOrder;
import paas.platform.store.BuildQueue;

@ExtendWith(TestPlatform.Extension.class)
class SourcesApiTest {
  private static final String OURS = "http://paas.test:7300";
  private final TestPlatform platform;
  private final User user;
  private final Requests requests;
  private final App app;
  private final String path;

  SourcesApiTest(TestPlatform platform) {
    this.platform = platform;
    this.user = platform.user();
    this.requests = platform.as(user);
    this.app = platform.app(user);
    this.path = "/apps/" + app.name();
  }

  private String uploaded() {
    Answer source = requests.post("/sources", "").expect(201);
    String put = source.text("source_blob.put_url").replace(OURS, "");
    platform.anonymous().send("PUT", put, "content").expect(200);
    return source.text("source_blob.get_url");
  }

  private static String build(String url, String more) {
    return "{\"source_blob\":{\"url\":\"" + url + "\"" + more + "}}";
  }

  @Test
  void anUploadNeedsNoTokenAndIsTakenOnce() {
    Answer source = requests.post("/sources", "").expect(201);
    String put = source.text("source_blob.put_url").replace(OURS, "");
    String get = source.text("source_blob.get_url").replace(OURS, "");

    platform.anonymous().get(get).expect(404);
    platform.anonymous().send("PUT", put, "content").expect(200);
    platform.anonymous().send("PUT", put, "other").expect(404);
    assertEquals("content", platform.anonymous().get(get).expect(200).body());
    platform.anonymous().send("PUT", "/sources/" + "x".repeat(43), "content").expect(404);
  }

  @Test
  void aBuildOfAnUploadWaitsForItsTurn() {
    String url = uploaded();
    Answer build = requests.post(path + "/builds", build(url, ",\"version\":\"v7\"")).expect(201);

    assertEquals("pending", build.text("status"));
    assertEquals("v7", build.text("source_blob.version"));
    assertTrue(build.text("output_stream_url").startsWith(OURS + "/build-streams/"));
    assertEquals(
        "pending", requests.get(path + "/builds/" + build.text("id")).expect(200).text("status"));
    var queued = platform.bean(BuildQueue.class).of(app.id());
    assertEquals(1, queued.size());
    assertEquals(
        new BuildOrder.Upload(url.replace(OURS + "/sources/", ""), "", List.of()),
        queued.get(0).order());
    assertEquals(user.email().value(), queued.get(0).build().by());
  }

  @Test
  void buildpacksAndAChecksumOfItsOwnAreKept() {
    String hex = "AB".repeat(32);
    String body =
        "{\"source_blob\":{\"url\":\""
            + uploaded()
            + "\",\"checksum\":\"SHA256:"
            + hex
            + "\"},\"buildpacks\":[{\"url\":\"https://x.example/a.tgz\"},{\"name\":\"nodejs\"}]}";
    requests.post(path + "/builds", body).expect(201);
    BuildOrder order = platform.bean(BuildQueue.class).of(app.id()).get(0).order();
    assertTrue(
        order instanceof BuildOrder.Upload upload
            && upload.checksum().equals("ab".repeat(32))
            && upload.buildpacks().equals(List.of("https://x.example/a.tgz", "nodejs")),
        order.toString());
  }

  @Test
  void whatCannotBeBuiltIsRefusedAtOnce() {
    for (String body :
        List.of(
            "{}",
            build(OURS + "/sources/" + "x".repeat(43), ""),
            build(OURS + "/sources/../../etc/passwd", ""),
            build("file:///etc/passwd", ""),
            build("http://127.0.0.1:5432/", ""),
            build("http://169.254.169.254/latest/meta-data/", ""),
            build("https://user:secret@example.com/a.tgz", ""),
            build(uploaded(), ",\"checksum\":\"MD5:1\""),
            build(uploaded(), ",\"version\":\"a\\nb\""))) {
      Answer refused = requests.post(path + "/builds", body).expect(422);
      assertTrue(!refused.body().contains("secret"), refused.body());
    }
    assertEquals(List.of(), requests.get(path + "/builds").each("id"));
  }

  @Test
  void anImageIsNamedOrUploaded() {
    requests.post(path + "/image-builds", "{\"image\":\"shop:1\"}").expect(201);
    platform
        .as(platform.user(true))
        .post(path + "/image-builds", "{\"image\":\"shop:2\",\"procfile\":\"web: x\"}")
        .expect(201);
    requests.post(path + "/image-builds", build(uploaded(), "")).expect(201);
    List<BuildOrder> orders =
        platform.bean(BuildQueue.class).of(app.id()).stream().map(q -> q.order()).toList();
    assertTrue(orders.contains(new BuildOrder.NamedImage("shop:1", false, "")), orders.toString());
    assertTrue(orders.contains(new BuildOrder.NamedImage("shop:2", true, "web: x")));
    for (String body :
        List.of(
            "{}",
            "{\"image\":\"--privileged\"}",
            "{\"image\":\"a b\"}",
            "{\"image\":\"../x\"}",
            build("https://example.com/image.tar", ""))) {
      requests.post(path + "/image-builds", body).expect(422);
    }
  }
}
