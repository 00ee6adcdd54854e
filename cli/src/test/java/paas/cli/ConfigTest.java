package paas.cli;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;
import paas.cli.terminal.Facts;

class ConfigTest {
  private static final String VARS = "/apps/shop/config-vars";

  @TempDir Path home;
  private final FakePlatform platform = new FakePlatform();

  @AfterEach
  void stop() {
    platform.close();
  }

  private Cli cli() {
    return new Cli(home).platform(platform);
  }

  /** The change makes release 12, whatever others have made since. */
  private void makes(String status) {
    changes("12");
    platform.on(
        "GET /apps/shop/releases/12",
        "{\"version\":12,\"status\":\"" + status + "\",\"image\":\"sha256:ab\"}");
  }

  private void changes(String release) {
    platform.on(
        "PATCH " + VARS, new FakePlatform.Answer(200, Map.of("Paas-Release", release), "{}"));
  }

  @Test
  void listsSortedAndAligned() {
    platform.on("GET " + VARS, "{\"LONG_NAME\":\"two\\nlines\",\"A\":\"\\u001b[31mred\"}");
    Cli.Result result = cli().run("config", "-a", "shop");
    assertEquals(
        """
        === ⬢ shop config vars
        A:         \\x1b[31mred
        LONG_NAME: two\\nlines
        """,
        result.out());
    assertEquals(0, result.exit());
  }

  @Test
  void printsForShellsExactly() {
    platform.on("GET " + VARS, "{\"A\":\"it's $HOME\\nx\",\"B\":\"plain\",\"C\":\"\"}");
    assertEquals(
        "A='it'\\''s $HOME\nx'\nB=plain\nC=''\n", cli().run("config", "-s", "-a", "shop").out());
  }

  @Test
  void getPrintsTheValueExactlyOnAPipe() {
    platform.on("GET " + VARS, "{\"KEY\":\"a\\u001b[2J\\n\\u202e\"}");
    assertEquals("a\033[2J\n\u202e\n", cli().run("config:get", "KEY", "-a", "shop").out());
  }

  @Test
  void getIsHarmlessOnATerminal() {
    platform.on("GET " + VARS, "{\"KEY\":\"a\\u001b[2J\"}");
    Facts terminal = new Facts(true, true, true, 80, false);
    assertEquals("a\\x1b[2J\n", cli().facts(terminal).run("config:get", "KEY", "-a", "shop").out());
  }

  @Test
  void getOfAnUnknownNameIsNotFound() {
    platform.on("GET " + VARS, "{\"KEY\":\"x\"}");
    Cli.Result result = cli().run("config:get", "KEY", "NONE", "-a", "shop");
    assertEquals(5, result.exit());
    assertEquals("", result.out());
    assertTrue(result.err().contains("no config var NONE"), result.err());
  }

  @Test
  void setFollowsTheReleaseUntilItIsLive() {
    makes("pending");
    platform.on("GET /apps/shop/releases/12", "{\"version\":12,\"status\":\"succeeded\"}");
    Cli.Result result = cli().run("config:set", "FOO=bar", "-a", "shop");
    assertEquals("Setting FOO and restarting ⬢ shop... done, v12\n", result.err());
    assertEquals(0, result.exit());
    assertEquals("PATCH " + VARS + " {\"FOO\":\"bar\"}", platform.log().get(0));
  }

  @Test
  void setSaysThatAnEqualValueChangesNothing() {
    changes("none");
    Cli.Result result = cli().run("config:set", "FOO=bar", "-a", "shop");
    assertEquals("⬢ shop has FOO with this value already.\nNothing changed.\n", result.err());
    assertEquals(0, result.exit());
    assertEquals(List.of("PATCH " + VARS + " {\"FOO\":\"bar\"}"), platform.log());
  }

  @Test
  void setSaysThatSeveralEqualValuesChangeNothing() {
    changes("none");
    Cli.Result result = cli().run("config:set", "FOO=bar", "BAR=", "-a", "shop");
    assertEquals(
        "⬢ shop has FOO and BAR with these values already.\nNothing changed.\n", result.err());
  }

  @Test
  void beforeTheFirstImageNothingIsSaidToRestart() {
    changes("2");
    platform.on("GET /apps/shop/releases/2", "{\"version\":2,\"status\":\"succeeded\"}");
    Cli.Result result = cli().run("config:set", "FOO=bar", "-a", "shop");
    assertEquals(
        """
        Setting FOO on ⬢ shop... done, v2
        Nothing runs yet, so nothing was restarted; the next deploy starts with this config.
        """,
        result.err());
    assertEquals(0, result.exit());
  }

  @Test
  void anOlderPlatformIsAskedForItsNewestRelease() {
    platform.on("PATCH " + VARS, "{}");
    platform.on(
        "GET /apps/shop/releases",
        "[{\"version\":12,\"status\":\"succeeded\",\"image\":\"sha256:ab\"}]");
    Cli.Result result = cli().run("config:set", "FOO=bar", "-a", "shop");
    assertEquals("Setting FOO and restarting ⬢ shop... done, v12\n", result.err());
    assertEquals("version ..; order=desc,max=1", platform.seen().get(1).headers().get("Range"));
  }

  @Test
  void withoutWaitingTheReleaseIsNamed() {
    makes("pending");
    Cli.Result result = cli().run("config:set", "FOO=bar", "--no-wait", "-a", "shop");
    assertEquals("Setting FOO and restarting ⬢ shop... done, v12\n", result.err());
  }

  @Test
  void setSaysWhyTheRolloutFailed() {
    makes("pending");
    platform.on(
        "GET /apps/shop/releases/12",
        "{\"version\":12,\"status\":\"failed\",\"failure\":\"web.1 exited with 3\"}");
    platform.on(
        "GET /apps/shop/releases",
        "[{\"version\":12,\"status\":\"failed\"},{\"version\":11,\"current\":true},{\"version\":10}]");
    Cli.Result result = cli().run("config:set", "FOO=bar", "BAR=", "-a", "shop");
    assertEquals(1, result.exit());
    assertEquals(
        """
        Setting FOO and BAR and restarting ⬢ shop... failed, v12
         !  v12 was not rolled out: web.1 exited with 3
         !  The old instances go on serving; FOO and BAR keep their new values. Set it right, or go back: paas rollback v11
        """,
        result.err());
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "$(id) `id` $HOME",
        "a=b=c",
        "@file",
        "-x",
        "'\"\\",
        "é日本🚀",
        " spaces ",
        "",
        "${sys:user.home}",
        "line\nline"
      })
  void valuesAreKeptAsTheyAre(String value) {
    makes("succeeded");
    assertEquals(0, cli().run("config:set", "KEY=" + value, "-a", "shop").exit());
    String sent = platform.seen().get(0).body();
    String json = value.replace("\\", "\\\\").replace("\"", "\\\"").replace("\n", "\\n");
    assertEquals("{\"KEY\":\"" + json + "\"}", sent);
  }

  @Test
  void valuesComeFromFilesAndPipes() throws IOException {
    makes("succeeded");
    Files.writeString(home.resolve("key.pem"), "-----\nx\n");
    cli().run("config:set", "--from-file", "PEM=key.pem", "A=b", "-a", "shop");
    cli().input("piped\n").run("config:set", "PIPE", "-", "-a", "shop");
    assertEquals("{\"A\":\"b\",\"PEM\":\"-----\\nx\\n\"}", platform.seen().get(0).body());
    assertEquals("{\"PIPE\":\"piped\\n\"}", platform.seen().get(2).body());
  }

  @Test
  void sixtyKilobytesPass() {
    makes("succeeded");
    String value = "é".repeat(30_000);
    assertEquals(0, cli().input(value).run("config:set", "BIG", "-", "-a", "shop").exit());
    assertEquals("{\"BIG\":\"" + value + "\"}", platform.seen().get(0).body());
  }

  @ParameterizedTest
  @ValueSource(strings = {"NOTHING", "=x", "1A=x", "A-B=x", "A B=x", "É=x", "A.B=x", "--=x"})
  void badNamesAreRefusedBeforeAnythingIsSent(String word) {
    assertEquals(2, cli().run("config:set", "-a", "shop", "--", word).exit());
    assertEquals(List.of(), platform.log());
  }

  @Test
  void badBytesAreRefusedBeforeAnythingIsSent() {
    for (byte[] bad :
        List.of(
            new byte[] {'a', 0},
            new byte[] {(byte) 0xc3},
            new byte[] {(byte) 0xed, (byte) 0xa0, (byte) 0x80},
            new byte[70_000])) {
      Cli.Result result = cli().input(bad).run("config:set", "A", "-", "-a", "shop");
      assertEquals(2, result.exit());
    }
    assertEquals(List.of(), platform.log());
  }

  @Test
  void valuesNeverAppearInWhatSetPrints() {
    makes("succeeded");
    Cli.Result result = cli().run("config:set", "KEY=canary", "-a", "shop");
    assertFalse((result.out() + result.err()).contains("canary"));
  }

  @Test
  void unsetSendsNull() {
    platform.on("GET " + VARS, "{\"A\":\"1\",\"B\":\"\",\"C\":\"3\"}");
    makes("succeeded");
    Cli.Result result = cli().run("config:unset", "A", "B", "-a", "shop");
    assertEquals("Unsetting A and B and restarting ⬢ shop... done, v12\n", result.err());
    assertEquals("{\"A\":null,\"B\":null}", platform.seen().get(1).body());
  }

  @Test
  void unsetOfWhatIsNotSetChangesNothing() {
    platform.on("GET " + VARS, "{\"A\":\"1\"}");
    Cli.Result result = cli().run("config:unset", "NOPE", "NEITHER", "-a", "shop");
    assertEquals(0, result.exit());
    assertEquals(" !  NOPE and NEITHER are not set on ⬢ shop.\nNothing changed.\n", result.err());
    assertEquals(List.of("GET " + VARS), platform.log());
  }

  @Test
  void unsetThatAnotherClientWasFasterWithChangesNothing() {
    platform.on("GET " + VARS, "{\"A\":\"1\"}");
    changes("none");
    Cli.Result result = cli().run("config:unset", "A", "-a", "shop");
    assertEquals("A is not set on ⬢ shop any more.\nNothing changed.\n", result.err());
    assertEquals(0, result.exit());
  }

  @Test
  void unsetSaysWhatOfItIsNotSet() {
    platform.on("GET " + VARS, "{\"A\":\"1\"}");
    makes("succeeded");
    Cli.Result result = cli().run("config:unset", "A", "NOPE", "-a", "shop");
    assertEquals(
        " !  NOPE is not set on ⬢ shop.\nUnsetting A and restarting ⬢ shop... done, v12\n",
        result.err());
    assertEquals("{\"A\":null}", platform.seen().get(1).body());
  }

  @Test
  void jsonIsForScripts() {
    platform.on("GET " + VARS, "{\"B\":\"2\",\"A\":\"1\"}");
    assertEquals(
        "{\n  \"A\": \"1\",\n  \"B\": \"2\"\n}\n",
        cli().run("config", "--json", "-a", "shop").out());
    byte[] bytes =
        cli().run("config:get", "B", "--json", "-a", "shop").out().getBytes(StandardCharsets.UTF_8);
    assertEquals("{\n  \"B\": \"2\"\n}\n", new String(bytes, StandardCharsets.UTF_8));
  }
}
