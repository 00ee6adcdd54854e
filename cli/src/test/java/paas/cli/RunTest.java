package paas.cli;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.nio.file.Path;
import java.util.Map;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;
import paas.cli.FakePlatform.Answer;

class RunTest {
  @TempDir Path home;
  private final FakePlatform platform = new FakePlatform();

  @AfterEach
  void stop() {
    platform.close();
  }

  private Cli cli() {
    return new Cli(home).platform(platform).env("PAAS_APP", "shop");
  }

  private Cli.Result run(FakeAttach.Script script, String input, String... arguments) {
    try (FakeAttach attach = new FakeAttach(script)) {
      offer(attach.url());
      return cli().input(input).run(arguments);
    }
  }

  private void offer(String url) {
    String process =
        "{\"name\":\"run.1001\",\"state\":\"starting\",\"attach_url\":\"" + url + "\"}";
    platform.only("POST /apps/shop/dynos", new Answer(201, Map.of(), process));
  }

  @Test
  void outputErrorsAndExitCodeAreThoseOfTheProcess() {
    Cli.Result result =
        run(
            attach -> {
              attach.output(1, "out\033[2J");
              attach.output(2, "err");
              attach.output(1, "\n");
              attach.control("{\"type\":\"exit\",\"code\":7}");
              attach.send(8, new byte[] {3, (byte) 0xe8});
            },
            "",
            "run",
            "migrate");
    assertEquals(new Cli.Result(7, "out\033[2J\n", "err"), result);
    assertEquals(
        "{\"command\":\"migrate\",\"env\":{},\"attach\":true,\"attach_protocol\":\"websocket\",\"force_no_tty\":true}",
        platform.seen().get(0).body());
  }

  @ParameterizedTest
  @ValueSource(ints = {0, 1, 42, 130, 137, 255})
  void everyExitCodeIsPassedOn(int code) {
    FakeAttach.Script script =
        attach -> attach.control("{\"type\":\"exit\",\"code\":" + code + "}");
    assertEquals(code, run(script, "", "run", "x").exit());
  }

  @Test
  void inputArrivesWholeAndThenItsEnd() {
    String input = "é\0x".repeat(100_000);
    StringBuilder arrived = new StringBuilder();
    run(
        attach -> {
          String control = attach.awaitControl();
          arrived.append(attach.received()).append(control);
          attach.control("{\"type\":\"exit\",\"code\":0}");
        },
        input,
        "run",
        "cat");
    assertEquals(input + "{\"type\":\"eof\"}", arrived.toString());
  }

  @Test
  void fragmentsPingsAndLongMessagesAreUnderstood() {
    String big = "x".repeat(200_000);
    Cli.Result result =
        run(
            attach -> {
              attach.raw(0x02, 2, 1, 'a', 0x89, 1, 'p', 0x00, 1, 'b', 0x80, 0);
              attach.output(1, big);
              attach.control("{\"type\":\"exit\",\"code\":0}");
            },
            "",
            "run",
            "x");
    assertEquals("ab" + big, result.out());
    assertEquals(0, result.exit());
  }

  @Test
  void aLostConnectionIsNoExitCode() {
    Cli.Result cut = run(attach -> attach.output(1, "half"), "", "run", "x");
    assertEquals(9, cut.exit());
    assertEquals("half", cut.out());
    Cli.Result closed = run(attach -> attach.send(8, new byte[0]), "", "run", "x");
    assertEquals(9, closed.exit());
    assertTrue(closed.err().contains("before the process ended"), closed.err());
  }

  @Test
  void anErrorOfThePlatformIsSaid() {
    Cli.Result result =
        run(
            attach -> attach.control("{\"type\":\"error\",\"message\":\"no room\"}"),
            "",
            "run",
            "x");
    assertEquals(1, result.exit());
    assertEquals(" !  no room\n", result.err());
  }

  @Test
  void theTokenGoesToThePlatformsOriginOnly() {
    try (FakeAttach attach =
        new FakeAttach(socket -> socket.control("{\"type\":\"exit\",\"code\":0}"))) {
      offer(attach.url());
      cli().run("run", "x");
      assertTrue(attach.request().startsWith("GET /attach/1?k=v HTTP/1.1\r\n"));
      assertFalse(attach.request().contains("secret-token"));
    }
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      value = {
        "run migrate|migrate|shop",
        "run rake db:migrate -a other|rake db:migrate|other",
        "run rake db:migrate --app other|rake db:migrate|other",
        "run -a other ls -a|ls -a|other",
        "run ls -la|ls -la|shop",
        "run -- ls -a other|ls -a other|shop",
        "run --size big -- python x.py --help|python x.py --help|shop",
        "run echo $HOME|echo '$HOME'|shop",
        "run a -h|a -h|shop",
      })
  void theCommandLineIsTheUsers(String typed, String command, String app) {
    platform.refuse("POST /apps/" + app + "/dynos", 409, "conflict", "seen");
    assertEquals(6, cli().run(typed.split(" ", -1)).exit());
    String body = platform.seen().get(0).body();
    assertTrue(body.startsWith("{\"command\":\"" + command + "\""), body);
    assertEquals("/apps/" + app + "/dynos", platform.seen().get(0).path());
  }

  @Test
  void oneWordIsALineForTheShellAndSeveralKeepTheirBounds() {
    platform.refuse("POST /apps/shop/dynos", 409, "conflict", "seen");
    cli().run("run", "echo $HOME | wc");
    cli().run("run", "echo", "a b", "it's", "");
    assertTrue(platform.seen().get(0).body().contains("\"command\":\"echo $HOME | wc\""));
    assertTrue(
        platform.seen().get(1).body().contains("\"command\":\"echo 'a b' 'it'\\\\''s' ''\""));
  }

  @Test
  void environmentVariablesAreLiteral() {
    platform.refuse("POST /apps/shop/dynos", 409, "conflict", "seen");
    cli().run("run", "-e", "X=$(id)", "-e", "Y=a=b", "env");
    assertTrue(platform.seen().get(0).body().contains("\"env\":{\"X\":\"$(id)\",\"Y\":\"a=b\"}"));
  }

  @Test
  void nothingToRunIsAUsageError() {
    for (String[] words : new String[][] {{"run"}, {"run", "--"}, {"run", ""}, {"run:detached"}}) {
      assertEquals(2, cli().run(words).exit());
    }
  }

  @Test
  void aDetachedRunSaysWhereItsOutputGoes() {
    platform.on("POST /apps/shop/dynos", "{\"name\":\"run.7\"}");
    Cli.Result result = cli().run("run:detached", "migrate");
    assertEquals(
        "Running migrate on ⬢ shop... done, run.7\nIts output: paas run:logs run.7 --tail --app shop\n",
        result.err());
    assertEquals(
        "{\"command\":\"migrate\",\"env\":{},\"attach\":false}", platform.seen().get(0).body());
  }
}
