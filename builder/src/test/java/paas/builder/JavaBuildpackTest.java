package paas.builder;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.io.IOException;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;

@Tag("contract")
class JavaBuildpackTest {
  private static final AppKey APP = TestPlatform.app();
  private static TestPlatform platform;

  @BeforeAll
  static void start() throws IOException {
    platform = new TestPlatform();
  }

  @AfterAll
  static void stop() throws IOException {
    platform.close();
  }

  @Test
  void mavenAppRunsOnARuntimeThatTrustsWhatTheStackTrusts() throws IOException {
    var built = platform.built(APP, Tree.example("java-maven"));
    assertEquals("Java", built.builder());
    assertEquals(Map.of("web", "java $JAVA_OPTS -jar target/hello.jar"), built.processes());
    String trusted = "keytool -list -cacerts -storepass changeit 2>/dev/null | grep -c trustedCert";
    String bundled = "grep -c 'BEGIN CERT' $SSL_CERT_FILE";
    String seen =
        platform.run(
            built,
            "java -jar target/hello.jar & curl -s --retry 60 --retry-delay 1 --retry-connrefused localhost:5000/x;"
                + " command -v javac || echo no compiler; [ $(%s) = $(%s) ] && echo same trust"
                    .formatted(trusted, bundled));
    assertTrue(seen.contains("\"path\":\"/x\""), seen);
    assertTrue(seen.contains("no compiler"), seen);
    assertTrue(seen.contains("same trust"), seen);
    var changed = platform.built(APP, Tree.example("java-maven").file("notes.txt", "changed"));
    List<String> before = platform.layers(built);
    assertEquals(
        before.subList(0, before.size() - 1),
        platform.layers(changed).subList(0, before.size() - 1));
    String made =
        "find . -path ./.jdk -prune -o -type f ! -name notes.txt -exec sha256sum {} + | sort";
    assertEquals(
        platform.run(built, made), platform.run(changed, made), "made again, it is the same");
  }

  @Test
  void javaThatIsNotThereSaysWhichAre() {
    failed(
        "runtime",
        Tree.example("java-maven").file("system.properties", "java.runtime.version=17\r\n"));
    shows("The app asks for Java 17; there are 21 and 25.");
  }

  @Test
  void gradleWithoutItsWrapperSaysWhatToCommit() {
    failed("build", Tree.empty().file("build.gradle", "plugins { id 'java' }"));
    shows("has no complete wrapper");
  }

  private void failed(String phase, Tree tree) {
    assertEquals(phase, platform.failed(platform.build(APP, tree)).phase());
  }

  private void shows(String text) {
    assertTrue(platform.shown().contains(text), platform.shown());
  }
}
