package paas.cli;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.stream.Stream;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;
import paas.cli.FakePlatform.Answer;
import paas.cli.tar.TarWriter;

/** {@code ps:exec}, {@code ps:copy}, {@code ps:forward} and the commands on one-offs. */
class ReachTest {
  private static final String EXIT = "{\"type\":\"exit\",\"code\":0}";

  @TempDir Path home;
  private final FakePlatform platform = new FakePlatform();

  @AfterEach
  void stop() {
    platform.close();
  }

  private Cli cli() {
    return new Cli(home).platform(platform).env("PAAS_APP", "shop");
  }

  private Cli.Result run(String what, FakeAttach.Script script, String input, String... arguments) {
    try (FakeAttach attach = new FakeAttach(script)) {
      String answer = "{\"name\":\"web.1\",\"attach_url\":\"" + attach.url() + "\"}";
      platform.only("POST /apps/shop/dynos/web.1/" + what, new Answer(201, Map.of(), answer));
      return cli().input(input).run(arguments);
    }
  }

  private List<String> left() throws IOException {
    try (Stream<Path> files = Files.list(home)) {
      return files.map(file -> file.getFileName().toString()).sorted().toList();
    }
  }

  @Test
  void anExecPassesStreamsAndTheExitCode() {
    Cli.Result result =
        run(
            "execs",
            attach -> {
              attach.output(1, "out");
              attach.output(2, "err");
              attach.control("{\"type\":\"exit\",\"code\":42}");
            },
            "",
            "ps:exec",
            "web.1",
            "--",
            "ls",
            "-la");
    assertEquals(new Cli.Result(42, "out", "err"), result);
    assertEquals(
        "{\"command\":\"ls -la\",\"env\":{},\"attach_protocol\":\"websocket\",\"force_no_tty\":true}",
        platform.seen().get(0).body());
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      value = {
        "ps:exec|web.1||shop",
        "ps:exec web.2|web.2||shop",
        "ps:exec -d web.3 ls|web.3|ls|shop",
        "ps:exec ls -la|web.1|ls -la|shop",
        "ps:exec web.2 -a other|web.2||other",
        "ps:exec -a other web.2 -- ls -a x|web.2|ls -a x|other",
        "ps:exec web.2 -- ls -a x|web.2|ls -a x|shop",
        "ps:exec web.2 ls -a other|web.2|ls|other",
        "ps:exec web.2 -a other -- ls -a x|web.2|ls -a x|other",
        "ps:exec -- ls -a x|web.1|ls -a x|shop",
        "dyno:exec web.2|web.2||shop",
      })
  void theInstanceTheCommandAndTheAppAreToldApart(
      String typed, String instance, String command, String app) {
    String route = "/apps/" + app + "/dynos/" + instance + "/execs";
    platform.refuse("POST " + route, 409, "conflict", "seen");
    assertEquals(6, cli().run(typed.split(" ", -1)).exit());
    String said = command == null ? "" : command;
    String body = platform.seen().get(0).body();
    assertTrue(body.startsWith("{\"command\":\"" + said + "\","), body);
  }

  private byte[] archive(String name, String content) throws IOException {
    Path file = Files.writeString(Files.createTempFile("paas-test", ""), content);
    ByteArrayOutputStream out = new ByteArrayOutputStream();
    try (TarWriter tar = new TarWriter(out)) {
      tar.file(name, file, false);
    }
    Files.delete(file);
    return out.toByteArray();
  }

  private static void data(FakeAttach attach, byte[] bytes) throws IOException {
    byte[] frame = new byte[bytes.length + 1];
    frame[0] = 1;
    System.arraycopy(bytes, 0, frame, 1, bytes.length);
    attach.send(2, frame);
  }

  @Test
  void aFileIsCopiedIntoTheDirectoryUnderItsName() throws IOException {
    byte[] archive = archive("./dump", "content");
    Cli.Result result =
        run(
            "copies",
            attach -> {
              data(attach, archive);
              attach.control(EXIT);
            },
            "",
            "ps:copy",
            "web.1:/tmp/dump",
            ".");
    assertEquals(0, result.exit(), result.err());
    assertEquals("content", Files.readString(home.resolve("dump")));
    assertEquals(List.of("dump"), left());
    assertEquals(
        "{\"direction\":\"out\",\"path\":\"/tmp/dump\",\"attach_protocol\":\"websocket\"}",
        platform.seen().get(0).body());
  }

  @Test
  void aCopyThatIsRefusedFailsOrBreaksOffLeavesNothing() throws IOException {
    byte[] hostile = archive("./a", "content");
    byte[] whole = hostile.clone();
    hostile[156] = '2';
    FakeAttach.Script damaged =
        attach -> {
          data(attach, hostile);
          attach.control(EXIT);
        };
    FakeAttach.Script failed =
        attach -> {
          attach.output(2, "/tmp/a: no such file or directory\n");
          attach.control("{\"type\":\"exit\",\"code\":1}");
        };
    FakeAttach.Script cut = attach -> data(attach, Arrays.copyOf(whole, 600));
    FakeAttach.Script tooShort =
        attach -> {
          data(attach, Arrays.copyOf(whole, 600));
          attach.control(EXIT);
        };
    for (FakeAttach.Script script : List.of(damaged, failed, cut, tooShort)) {
      Cli.Result result = run("copies", script, "", "ps:copy", "web.1:/tmp/a", "a");
      assertTrue(result.exit() == 1 || result.exit() == 9, result.toString());
      assertEquals(List.of(), left());
    }
    Cli.Result missing = run("copies", failed, "", "ps:copy", "web.1:/tmp/a", "a");
    assertTrue(missing.err().contains(" !  /tmp/a: no such file or directory"), missing.err());
  }

  @Test
  void aDirectoryThatIsThereIsNotMixedWithAnother() throws IOException {
    Files.createDirectories(home.resolve("log"));
    assertEquals(6, cli().run("ps:copy", "web.1:/app/log", ".").exit());
    assertEquals(7, cli().run("ps:copy", "web.1:/app/log", "none/such").exit());
    assertTrue(platform.seen().isEmpty());
  }

  @Test
  void whatIsCopiedInArrivesAsATarWithItsEnd() throws IOException {
    Files.createDirectories(home.resolve("fixtures/a"));
    Files.writeString(home.resolve("fixtures/a/one"), "1");
    StringBuilder arrived = new StringBuilder();
    Cli.Result result =
        run(
            "copies",
            attach -> {
              String control = attach.awaitControl();
              arrived.append(attach.received()).append(control);
              attach.control(EXIT);
            },
            "",
            "ps:copy",
            "fixtures",
            "web.1:/tmp");
    assertEquals(0, result.exit(), result.err());
    assertTrue(arrived.toString().startsWith("content/\0"), "the first name");
    assertTrue(arrived.toString().contains("content/a/one\0"), "the file's name");
    assertTrue(arrived.toString().endsWith("{\"type\":\"eof\"}"), "the end");
    assertEquals(
        "{\"direction\":\"in\",\"name\":\"fixtures\",\"path\":\"/tmp\",\"attach_protocol\":\"websocket\"}",
        platform.seen().get(0).body());
  }

  @ParameterizedTest
  @ValueSource(
      strings = {"ps:copy", "ps:copy a", "ps:copy a b", "ps:copy web.1:a web.2:b", "ps:copy a b c"})
  void aCopyIsBetweenHereAndAnInstance(String typed) {
    assertEquals(2, cli().run(typed.split(" ", -1)).exit());
  }

  @Test
  void aForwardThatThePlatformRefusesEndsAtOnce() {
    platform.refuse("POST /apps/shop/dynos/web.1/forwards", 404, "not_found", "no such");
    assertEquals(5, cli().run("ps:forward", "web.1", "0:80").exit());
    assertEquals(5, cli().run("ps:forward", "0:80").exit());
    assertEquals(2, cli().run("ps:forward").exit());
    assertEquals(2, cli().run("ps:forward", "web.1", "x").exit());
  }

  @Test
  void oneOffsAreListedWithoutInstances() {
    String all =
        "[{\"name\":\"web.1\",\"state\":\"up\",\"command\":\"x\"},"
            + "{\"name\":\"run.4821\",\"state\":\"up\",\"size\":\"1g\",\"command\":\"migrate\","
            + "\"updated_at\":\"2026-11-20T12:00:00Z\"}]";
    platform.on("GET /apps/shop/dynos", all);
    String listed = cli().run("run:list").out();
    assertTrue(listed.contains("run.4821") && listed.contains("migrate"), listed);
    assertFalse(listed.contains("web.1"), listed);
    assertTrue(cli().run("run:list", "--json").out().contains("run.4821"));
  }

  @Test
  void onlyAOneOffIsStoppedByRunStop() {
    platform.on("POST /apps/shop/dynos/run.4821/actions/stop", "{}");
    assertEquals(0, cli().run("run:stop", "run.4821").exit());
    for (String wrong : List.of("web.1", "run.1", "run.48210", "")) {
      assertEquals(2, cli().run("run:stop", wrong).exit());
      assertEquals(2, cli().run("run:logs", wrong).exit());
    }
    assertEquals(1, platform.seen().size());
  }

  @Test
  void aTimeLimitIsPassedOnAndBounded() {
    platform.on("POST /apps/shop/dynos", "{\"name\":\"run.7\"}");
    cli().run("run:detached", "--timeout", "90", "migrate");
    assertTrue(platform.seen().get(0).body().contains("\"time_to_live\":90"));
    for (String wrong : List.of("0", "86401", "x")) {
      assertEquals(2, cli().run("run:detached", "--timeout", wrong, "migrate").exit());
    }
  }
}
