package paas.cli;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertNotEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.MethodSource;
import paas.cli.command.Version;

class CatalogueTest {
  private static final Path GOLDEN = Path.of("src/test/resources/help");

  @TempDir Path home;

  static List<String> commands() {
    return Names.ALL.stream()
        .filter(name -> !name.equals("help") && !name.equals("version"))
        .toList();
  }

  /** To accept a changed help text: delete its file, and run the test twice. */
  @ParameterizedTest
  @MethodSource("commands")
  void theHelpOfACommandIsTheGoldenOne(String name) throws IOException {
    Cli.Result result = new Cli(home).run("help", name);
    assertEquals(0, result.exit(), result.err());
    assertTrue(result.out().startsWith("Usage: paas " + name + " "), result.out());
    assertTrue(result.out().contains("\nExamples:\n  $ "), result.out());
    Path golden = GOLDEN.resolve(name.replace(':', '.') + ".txt");
    if (!Files.exists(golden)) {
      Files.writeString(golden, result.out());
      throw new AssertionError("wrote " + golden);
    }
    assertEquals(Files.readString(golden, StandardCharsets.UTF_8), result.out());
    if (!name.equals("heroku")) { // Where --help is what is passed on.
      assertEquals(result, new Cli(home).run(name, "--help"));
    }
  }

  @Test
  void theTopLevelHelpNamesEveryCommandAndNoOther() {
    String help = new Cli(home).run().out();
    for (String name : Names.ALL) {
      String last = name.substring(name.lastIndexOf(':') + 1);
      boolean named = help.contains(name) || help.contains(":" + last);
      assertTrue(named, "not in the help: " + name);
    }
    help.lines()
        .filter(line -> line.matches("  [a-z:-]+ {2,}.*"))
        .map(line -> line.strip().split(" ", 2)[0])
        .forEach(name -> assertTrue(Names.ALL.contains(name), "no such command: " + name));
    assertTrue(help.lines().allMatch(line -> line.length() <= 100));
  }

  @Test
  void helpIsAskedForInSeveralWays() {
    Cli.Result help = new Cli(home).run();
    for (String way : List.of("help", "--help", "-h")) {
      assertEquals(help, new Cli(home).run(way));
    }
  }

  @Test
  void versionIsTheNewestOfTheChangelog() throws IOException {
    assertEquals("paas " + Version.TEXT + "\n", new Cli(home).run("--version").out());
    String newest =
        Files.readAllLines(Path.of("../docs/CHANGELOG.md")).stream()
            .filter(line -> line.startsWith("## "))
            .findFirst()
            .orElseThrow();
    assertTrue(newest.startsWith("## " + Version.TEXT + " "), newest);
  }

  @ParameterizedTest
  @MethodSource("commands")
  void wordsTooManyOrTooFewAreSaidInWordsOfOurOwn(String name) {
    for (int count : new int[] {0, 1, 9}) {
      String[] line = new String[count + 1];
      Arrays.fill(line, "on");
      line[0] = name;
      String err = new Cli(home).run(line).err();
      assertFalse(err.contains("positional"), err);
      assertFalse(err.contains("at index"), err);
    }
  }

  @ParameterizedTest
  @CsvSource({
    "maintenance on,Too many words: on,Did you mean: paas maintenance:on",
    "maintenance so,Too many words: so,See paas maintenance --help.",
    "certs:add a,Too few words. For example: paas certs:add server.crt server.key,",
    "certs:add a b c d,Too many words: c d,For example: paas certs:add server.crt server.key",
    "certs:update a,Too few words. For example: paas certs:update shop server.crt server.key,",
    "network:link a,Too few words. For example: paas network:link shop stock,"
  })
  void aWrongNumberOfWordsIsToldWithWhatIsMeant(String typed, String said, String advice) {
    Cli cli = new Cli(home).env("PAAS_APP", "shop");
    Cli.Result result = cli.run(typed.split(" ", -1));
    assertEquals(2, result.exit());
    String hint = advice == null ? "" : " !  " + advice + "\n";
    assertEquals(" !  " + said + "\n" + hint, result.err());
  }

  @ParameterizedTest
  @CsvSource({
    "apps:create,create", "apps:info,info", "apps:destroy,destroy", "config:add,config:set",
    "restart,ps:restart", "scale,ps:scale", "releases:rollback,rollback", "auth:whoami,whoami",
    "config:set,config:set", "rename,apps:rename"
  })
  void herokuSpellingsAreUnderstood(String spelling, String name) {
    assertEquals(name, Spellings.canonical(spelling));
    assertTrue(Catalogue.find(name).isPresent());
  }

  @ParameterizedTest
  @CsvSource({
    "confg,config",
    "config:ste,config:set",
    "pss,ps",
    "ps:tpye,ps:type",
    "lgos,logs",
    "rollbak,rollback",
    "domain,domains"
  })
  void aTypingErrorIsAnsweredWithWhatWasMeant(String typed, String meant) {
    Cli.Result result = new Cli(home).run(typed);
    assertEquals(2, result.exit());
    assertTrue(result.err().contains("Did you mean"), result.err());
    assertTrue(result.err().contains(meant), result.err());
  }

  @ParameterizedTest
  @CsvSource({
    "pipelines:promote,paas releases:canary",
    "reviewapps:enable,paas releases:canary",
    "addons,paas config:set",
    "addons:create,paas config:set",
    "pg:psql,paas config:set",
    "webhooks:add,webhooks:incoming",
    "authorizations:create,POST /oauth/authorizations"
  })
  void whatHerokuHasAndIsNotHereIsSaidWithWhatIsInstead(String typed, String instead) {
    Cli.Result result = new Cli(home).run(typed);
    assertEquals(2, result.exit());
    assertEquals(2, result.err().lines().count(), result.err());
    assertTrue(result.err().contains(instead), result.err());
    assertTrue(result.err().contains("docs/HEROKU.md"), result.err());
  }

  @Test
  void nonsenseIsAnsweredWithoutAGuess() {
    Cli.Result result = new Cli(home).run("frobnicate");
    assertEquals(2, result.exit());
    assertEquals(
        " !  'frobnicate' is not a paas command.\n !  All commands: paas help\n", result.err());
  }

  @Test
  void anUnknownOptionIsAUsageError() {
    Cli.Result result = new Cli(home).run("apps", "--jsn");
    assertEquals(2, result.exit());
    assertTrue(result.err().contains("--jsn"), result.err());
    assertNotEquals("", result.err());
  }

  @Test
  void swappedNeighboursAreOneStep() {
    assertEquals(1, Suggestion.distance("lgos", "logs"));
    assertEquals(3, Suggestion.distance("kitten", "sitting"));
    assertEquals(List.of(), Suggestion.near("x".repeat(1000), List.of("logs")));
  }

  @Test
  void exactArgumentsAreTheLastOfTheCommandLine() {
    byte[] raw =
        "java\0-cp\0x\0paas.cli.Main\0config:set\0A=é\0\0".getBytes(StandardCharsets.UTF_8);
    assertEquals(List.of("config:set", "A=é", ""), List.of(ExactArguments.last(raw, 3)));
  }
}
