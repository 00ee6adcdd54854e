package paas.acceptance;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertNotEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.stream.Stream;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;

/** What an app wrote to its volume is there for as long as the volume is, and never too large. */
@Tag("acceptance")
class StorageTest {
  private static final Platform PLATFORM = Platform.shared();
  private static final String APP = "keeper";
  private static final String SERVER =
      """
      const fs = require('fs')
      function answer(url) {
        const file = url.searchParams.get('file')
        if (url.pathname === '/write') fs.writeFileSync(file, url.searchParams.get('text'))
        if (url.pathname === '/read') return fs.readFileSync(file)
        if (url.pathname === '/fill') {
          const fd = fs.openSync(file, 'w')
          for (;;) fs.writeSync(fd, Buffer.alloc(1 << 20))
        }
        return 'VERSION'
      }
      require('http').createServer((request, response) => {
        try {
          response.end(answer(new URL(request.url, 'http://x')))
        } catch (error) {
          response.end(error.code)
        }
      }).listen(process.env.PORT, () => console.log('listening'))
      """;

  private static Repository version(Repository repository, String version) {
    return repository
        .withServer("unused")
        .with("server.js", SERVER.replace("VERSION", version))
        .commit(version);
  }

  @Test
  void whatIsWrittenStaysThroughDeploysKillsAndScalesAndIsBounded() {
    Repository repository = PLATFORM.repository(APP);
    version(repository, "v1").push().mustSucceed();
    paas("storage:create", "data", "--size", "64m").mustSucceed();
    badInputIsRefused();
    paas("storage:mount", "data", "/data").mustSucceed();
    Await.until("it is mounted", () -> get("/write?file=/data/a&text=kept").equals("v1"));

    version(repository, "v2").push().mustSucceed();
    assertEquals("v2", get("/"));
    assertEquals("kept", get("/read?file=/data/a"), "after a deploy");
    PLATFORM.kill9("paasd");
    PLATFORM.awaitApi();
    Await.until("the instance is seen again", () -> paas("ps").out().contains("up"));
    paas("ps:scale", "web=2").mustSucceed();
    for (int request = 0; request < 8; request++) {
      assertEquals("kept", get("/read?file=/data/a"), "after a kill and a scale");
    }
    assertEquals("kept", paas("run", "cat", "/data/a").mustSucceed().out().strip());

    aFullVolumeIsTheAppsOwnTrouble();
    aReadOnlyRootIsWritableWhereItSays();
    destroyingFreesTheRoom();
    theVolumesOfAnAppGoWithIt();
  }

  private static void badInputIsRefused() {
    for (String path : List.of("data", "/data/../etc", "/proc", "/app", "/")) {
      assertNotEquals(0, paas("storage:mount", "data", path).code(), path);
    }
    for (String size : List.of("0", "0g", "-1g", "9999t", "much")) {
      assertNotEquals(0, paas("storage:create", "other", "--size=" + size).code(), size);
    }
    assertNotEquals(0, paas("storage:create", "data", "--size", "64m").code());
    assertEquals(1, files().size(), "nothing was made");
  }

  private static void aFullVolumeIsTheAppsOwnTrouble() {
    assertEquals("ENOSPC", get("/fill?file=/data/big"));
    assertEquals("v2", get("/write?file=/tmp/x&text=room"));
    String shown = paas("storage").mustSucceed().out();
    assertTrue(shown.contains("/data"), shown);
    assertEquals("kept", get("/read?file=/data/a"));
    paas("run", "rm", "/data/big").mustSucceed();
    assertEquals("v2", get("/write?file=/data/b&text=again"));
  }

  private static void aReadOnlyRootIsWritableWhereItSays() {
    assertEquals("v2", get("/write?file=/app/x&text=x"));
    paas("ps:set", "web", "read-only=on", "tmpfs=/app/tmp:1m").mustSucceed();
    paas("ps:restart", "web").mustSucceed();
    Await.until(
        "all instances are read-only",
        () ->
            Stream.generate(() -> get("/write?file=/app/x&text=x"))
                .limit(8)
                .allMatch("EROFS"::equals));
    assertEquals("v2", get("/write?file=/tmp/x&text=x"));
    assertEquals("v2", get("/write?file=/app/tmp/x&text=x"));
    assertEquals("v2", get("/write?file=/data/c&text=x"));
    assertEquals("ENOSPC", get("/fill?file=/app/tmp/big"));
    Program.Ran run = paas("run", "touch", "/app/x");
    assertTrue((run.out() + run.err()).contains("Read-only file system"), run.toString());
    String shown = paas("ps:type").mustSucceed().out();
    assertTrue(shown.contains("read-only=on tmpfs=/app/tmp:1m"), shown);
  }

  private static void destroyingFreesTheRoom() {
    assertNotEquals(0, paas("storage:destroy", "data", "--confirm", "data").code(), "is mounted");
    paas("storage:unmount", "data").mustSucceed();
    Await.until("it is gone from web", () -> get("/read?file=/data/a").equals("ENOENT"));
    paas("storage:destroy", "data", "--confirm", "data").mustSucceed();
    assertEquals(List.of(), files());
    Await.until("no device holds it", () -> !devices().contains(PLATFORM.home.toString()));
  }

  private static void theVolumesOfAnAppGoWithIt() {
    paas("storage:create", "more", "--size", "16m").mustSucceed();
    paas("storage:mount", "more", "/more", "--type", "web").mustSucceed();
    Program.Ran destroyed = PLATFORM.paas("destroy", APP, "--confirm", APP).mustSucceed();
    assertTrue(destroyed.err().contains("more (16m)"), destroyed.err());
    Await.until("its files are gone", () -> files().isEmpty());
  }

  private static Program.Ran paas(String command, String... arguments) {
    List<String> all = new java.util.ArrayList<>(List.of(command, "-a", APP));
    all.addAll(List.of(arguments));
    return PLATFORM.paas(all.toArray(String[]::new));
  }

  private static String get(String path) {
    return PLATFORM.get(APP, path).body();
  }

  private static List<Path> files() {
    try (Stream<Path> files = Files.list(PLATFORM.home.resolve("storage"))) {
      return files.filter(file -> file.toString().endsWith(".img")).toList();
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  private static String devices() {
    return Program.run(
            PLATFORM.home,
            PLATFORM.env(),
            "",
            java.time.Duration.ofSeconds(30),
            List.of("/usr/sbin/losetup", "-a"))
        .mustSucceed()
        .out();
  }
}
