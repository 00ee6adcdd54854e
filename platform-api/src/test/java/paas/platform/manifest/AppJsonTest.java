package paas.platform.manifest;

import static java.nio.charset.StandardCharsets.ISO_8859_1;
import static java.nio.charset.StandardCharsets.UTF_8;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.time.Duration;
import java.time.ZoneId;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Random;
import java.util.TreeMap;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;
import paas.platform.config.ConfigKey;
import paas.platform.config.ConfigVars;
import paas.platform.formation.Isolation;
import paas.platform.formation.IsolationChange;
import paas.platform.formation.Size;
import paas.platform.health.Ask;
import paas.platform.health.Healthcheck;
import paas.platform.health.Stage;
import paas.platform.health.Statuses;
import paas.platform.release.ProcessType;

class AppJsonTest {
  private static final String FULL =
      """
      {
        "$schema": "https://example.com/schema.json",
        "name": "Shop", "description": "d", "keywords": ["a"], "website": "https://example.com",
        "env": {
          "PLAIN": "value",
          "GIVEN": {"value": "x=1 \\"y\\"", "description": "what it is"},
          "SECRET_KEY": {"generator": "secret"},
          "DATABASE_URL": {"description": "where orders are kept"},
          "OPTIONAL": {"required": false},
          "BOTH": {"value": "v", "required": true}
        },
        "formation": {"web": {"quantity": 2, "size": "standard-1x"}, "worker": {"quantity": 0, "size": "Private-S", "surge": 0}},
        "buildpacks": [{"url": "nodejs"}, {"url": "https://example.com/pack.git#v1"}],
        "scripts": {"postdeploy": "bin/seed --all", "dokku": {"predeploy": "x"}},
        "healthchecks": {"web": [{"type": "readiness", "path": "/up", "attempts": 5, "timeout": 7}]},
        "cron": [{"command": "bin/tidy", "schedule": "*/5 0-6 1,15 jan-mar mon"}],
        "addons": ["heroku-postgresql"],
        "surprise": 1
      }
      """;

  private static AppJson parse(String text) throws ManifestFault {
    return AppJson.parse(text.getBytes(UTF_8));
  }

  private static String refusal(String text) {
    return String.valueOf(assertThrows(ManifestFault.class, () -> parse(text)).getMessage());
  }

  @Test
  void everythingThatIsHeededIsRead() throws ManifestFault {
    AppJson read = parse(FULL);

    assertEquals(
        new EnvVar(new EnvVar.Origin.Text("x=1 \"y\""), false, "what it is"),
        read.env().get(new ConfigKey("GIVEN")));
    assertEquals(
        new EnvVar(new EnvVar.Origin.Generated(), false, ""),
        read.env().get(new ConfigKey("SECRET_KEY")));
    assertEquals(
        new EnvVar(new EnvVar.Origin.Person(), true, "where orders are kept"),
        read.env().get(new ConfigKey("DATABASE_URL")));
    assertEquals(Map.of(ProcessType.WEB, 2, new ProcessType("worker"), 0), read.formation());
    assertEquals(Map.of(ProcessType.WEB, Size.parse("512m")), read.sizes());
    assertEquals(Map.of(new ProcessType("worker"), 0), read.surges());
    assertEquals(List.of("nodejs", "https://example.com/pack.git#v1"), read.buildpacks());
    assertEquals(Optional.of("bin/seed --all"), read.postdeployCommand());
    assertEquals(
        List.of(
            new Healthcheck(
                Healthcheck.Source.MANIFEST,
                Stage.READINESS,
                "",
                new Ask.Http("/up", Optional.empty(), Statuses.USUAL, "", new TreeMap<>(), false),
                5,
                Duration.ofSeconds(7),
                Duration.ofSeconds(5),
                Duration.ZERO)),
        read.healthchecks().get(ProcessType.WEB));
    assertEquals("bin/tidy", read.cron().getFirst().command());
  }

  @Test
  void theIsolationOfAProcessTypeIsRead() throws ManifestFault {
    var read =
        parse(
                """
                {"formation": {
                  "web": {"read_only": true, "tmpfs": "/tmp:16m,/run:1m", "user": "image",
                          "ulimits": "nofile=65536:65536"},
                  "worker": {"tmpfs": ["/run:1m"], "user": 1000, "ulimits": ["core=0", "stack=unlimited"]},
                  "clock": {"quantity": 1}}}
                """)
            .isolation();

    ProcessType worker = new ProcessType("worker");
    assertEquals(
        "user image, read-only root, tmpfs /tmp:16m,/run:1m, ulimits nofile=65536",
        read.getOrDefault(ProcessType.WEB, IsolationChange.NONE).of(Isolation.DEFAULT).toString());
    assertEquals(
        "user 1000, writable root, tmpfs /run:1m, ulimits core=0,stack=unlimited",
        read.getOrDefault(worker, IsolationChange.NONE).of(Isolation.DEFAULT).toString());
    assertEquals(2, read.size());
  }

  @Test
  void anIsolationThatCannotBeIsRefusedWithItsPlace() {
    String refused =
        refusal(
            """
            {"formation": {"web": {
              "read_only": "yes", "tmpfs": "/tmp", "user": "root"},
             "worker": {"user": 0, "tmpfs": ["/run:1m", "/run:2m"], "ulimits": "nproc=9"}}}
            """);

    for (String part :
        List.of(
            "formation.web.read_only: expected true or false",
            "formation.web.tmpfs: '/tmp' is no tmpfs: write PATH:SIZE",
            "formation.web.user: 'root' is no user to run as",
            "formation.worker.user: expected a whole number from 1 to 65533",
            "formation.worker.tmpfs: There are two tmpfs at /run",
            "formation.worker.ulimits: nproc cannot be set")) {
      assertTrue(refused.contains(part), refused);
    }
  }

  @Test
  void whatIsNotHeededIsNotedWithItsPlace() throws ManifestFault {
    List<String> notes = parse(FULL).notes();

    assertEquals(
        List.of(
            "formation.worker.size: is not heeded: it is no size here (see `paas ps:type`)",
            "scripts.dokku: is not run here",
            "addons: is not heeded here",
            "surprise: is not known and not heeded"),
        notes);
  }

  @Test
  void firstValuesNeverReplaceWhatIsSet() throws ManifestFault {
    ConfigVars set = ConfigVars.EMPTY.withDefaults(Map.of(new ConfigKey("PLAIN"), "mine"));

    assertEquals(
        new TreeMap<>(
            Map.of(
                new ConfigKey("GIVEN"), "x=1 \"y\"",
                new ConfigKey("SECRET_KEY"), "s3cret",
                new ConfigKey("BOTH"), "v")),
        parse(FULL).initial(set, () -> "s3cret"));
  }

  @Test
  void requiredAndNotSetIsMissing() throws ManifestFault {
    AppJson read = parse(FULL);

    assertEquals(
        new TreeMap<>(
            Map.of(
                new ConfigKey("BOTH"), "",
                new ConfigKey("DATABASE_URL"), "where orders are kept")),
        read.missing(ConfigVars.EMPTY));
    ConfigVars first = ConfigVars.EMPTY.withDefaults(read.initial(ConfigVars.EMPTY, () -> "s"));
    assertEquals(List.of(new ConfigKey("DATABASE_URL")), List.copyOf(read.missing(first).keySet()));
  }

  @Test
  void quantitiesAreForTypesThatThereAre() throws ManifestFault {
    AppJson read =
        parse(
            "{\"formation\":{\"web\":{\"quantity\":3},\"x\":{\"quantity\":1},\"release\":{\"quantity\":1}}}");

    assertEquals(
        Map.of(ProcessType.WEB, 3),
        read.quantities(new TreeMap<>(Map.of(ProcessType.WEB, "a", ProcessType.RELEASE, "b"))));
  }

  @Test
  void anEmptyObjectAsksForNothing() throws ManifestFault {
    assertEquals(AppJson.NONE, parse("{}"));
    assertEquals(AppJson.NONE, parse("\uFEFF{}\r\n"));
  }

  @Test
  void theScriptMayBeAnObject() throws ManifestFault {
    assertEquals("x", parse("{\"scripts\":{\"postdeploy\":{\"command\":\"x\"}}}").postdeploy());
  }

  @Test
  void noValueIsEverShown() throws ManifestFault {
    assertFalse(parse(FULL).toString().contains("value"));
    assertFalse(parse(FULL).env().toString().contains("x=1"));
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      quoteCharacter = '`',
      value = {
        "{'env':{'A':5}} | env.A: expected an object, found 5",
        "{'env':{'A':{'required':'yes'}}} | env.A.required: expected true or false, found text",
        "{'env':{'A':{'value':1}}} | env.A.value: expected text in quotes, found 1",
        "{'env':{'A':{'generator':'uuid'}}} | env.A.generator: expected \"secret\"",
        "{'env':{'A B':'x'}} | env.A B: expected a name",
        "{'env':[]} | env: expected an object, found a list",
        "{'formation':{'web':{'quantity':-1}}} | formation.web.quantity: expected a whole number",
        "{'formation':{'web':{'quantity':101}}} | formation.web.quantity: expected a whole number",
        "{'formation':{'web':{'quantity':1.5}}} | formation.web.quantity: expected a whole number",
        "{'formation':{'web':{'quantity':'2'}}} | formation.web.quantity: expected a whole number",
        "{'formation':{'../x':{'quantity':1}}} | formation.../x: expected a process type",
        "{'buildpacks':['x']} | buildpacks[0]: expected an object, found text",
        "{'buildpacks':[{}]} | buildpacks[0]: expected an object with \"url\"",
        "{'buildpacks':[{'url':''}]} | buildpacks[0].url: expected one line of text",
        "{'scripts':{'postdeploy':[]}} | scripts.postdeploy: expected an object, found a list",
        "{'healthchecks':{'web':[{'type':'no'}]}} | web[0].type: expected startup, readiness",
        "{'healthchecks':{'web':[{'path':'up'}]}} | web[0].path: expected a path that begins",
        "{'cron':[{'command':'x'}]} | cron[0]: expected \"schedule\"",
        "{'cron':[{'command':'x','schedule':'61 * * * *'}]} | cron[0].schedule: the minute must",
        "{'cron':[{'command':'x\\ny','schedule':'@daily'}]} | cron[0].command: expected one line",
        "{'cron':{}} | cron: expected a list, found an object",
        "{'cron':[{'command':'x','schedule':'@daily','timezone':'Mars'}]} | cron[0].timezone: There",
        "{'cron':[{'command':'x','schedule':'@daily','missed':'x'}]} | missed: A cron job's missed is",
        "{'cron':[{'command':'x','schedule':'@daily','timeout':0}]} | cron[0].timeout: expected a",
        "{'cron':[{'command':'x','schedule':'@daily','name':'A B'}]} | cron[0].name: 'A B' cannot",
        "[] | the whole file: expected an object, found a list",
      })
  void anErrorNamesItsPlace(String text, String message) {
    String refusal = refusal(text.replace('\'', '"'));
    assertTrue(refusal.startsWith("app.json, "), refusal);
    assertTrue(refusal.contains(message), refusal);
  }

  @Test
  void cronJobsHaveTheirTermsAndNamesOfTheirOwn() throws ManifestFault {
    List<CronJob> jobs =
        parse(
                """
                {"cron": [
                  {"command": "rake report", "schedule": "@daily"},
                  {"command": "rake report --all", "schedule": "@daily", "name": "rake-report",
                   "timezone": "Europe/Berlin", "concurrency": "forbid", "timeout": 60,
                   "missed": "once", "size": "small"},
                  {"command": "rake report", "schedule": "@hourly", "concurrency_policy": "replace"},
                  {"command": "***", "schedule": "@hourly"}
                ]}
                """)
            .cron();

    assertEquals(
        List.of("rake-report-2", "rake-report", "rake-report-3", "job"),
        jobs.stream().map(job -> job.name().value()).toList());
    assertEquals(CronTerms.STANDARD, jobs.getFirst().terms());
    assertEquals(
        new CronTerms(
            ZoneId.of("Europe/Berlin"),
            CronTerms.Concurrency.FORBID,
            Duration.ofMinutes(1),
            CronTerms.Missed.ONCE,
            Size.parse("small")),
        jobs.get(1).terms());
    assertEquals(CronTerms.Concurrency.REPLACE, jobs.get(2).terms().concurrency());
  }

  @Test
  void twoCronJobsOfOneNameAreRefused() {
    String job = "{\"command\":\"x\",\"schedule\":\"@daily\",\"name\":\"a\"}";
    String refusal = refusal("{\"cron\":[" + job + "," + job + "]}");
    assertTrue(refusal.contains("cron[1]: another job has the name a"), refusal);
  }

  @Test
  void allErrorsAreToldAtOnce() {
    String refusal = refusal("{\"env\":{\"A\":1,\"B\":2},\"cron\":5}");
    assertEquals(3, refusal.lines().count(), refusal);
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "",
        " ",
        "{",
        "}",
        "{\"env\":",
        "{\"env\":{}",
        "{}{}",
        "{} x",
        "null",
        "\"x\"",
        "nan",
        "{\"env\":{},\"env\":{}}",
        "{'env':{}}",
        "{\"a\":\"\\ud800\"}x",
        "{\"a\":01}",
        "// x\n{}",
        "{\"a\":NaN}",
        "{\"a\":\"\u0001\"}",
        "{\"a\":1,}"
      })
  void whatIsNoJsonObjectIsRefused(String text) {
    assertTrue(refusal(text).startsWith("app.json"), refusal(text));
  }

  @Test
  void deepLargeAndUndecodableFilesAreRefused() {
    assertTrue(refusal("{\"a\":" + "[".repeat(30_000)).contains("not valid JSON"));
    assertTrue(refusal(" ".repeat(AppJson.MAX_BYTES) + "{}").contains("larger than 64 KB"));
    byte[] latin = "{\"name\":\"é\"}".getBytes(ISO_8859_1);
    assertThrows(ManifestFault.class, () -> AppJson.parse(latin));
  }

  @Test
  void manyMembersAndLongTextsAreBounded() {
    StringBuilder env = new StringBuilder("{\"env\":{\"A\":\"\"");
    for (int i = 0; i < 500; i++) {
      env.append(",\"A").append(i).append("\":\"\"");
    }
    assertTrue(refusal(env + "}}").contains("at most 500"));
    assertTrue(
        refusal("{\"env\":{\"A\":\"" + "x".repeat(40_000) + "\"}}").contains("at most 32768"));
    assertTrue(refusal("{\"env\":{\"A\":\"\\u0000\"}}").contains("without NUL"));
  }

  @Test
  void foreignNamesAreMadeHarmlessInMessages() {
    String refusal = refusal("{\"env\":{\"\\u001b[31m" + "x".repeat(500) + "\":\"v\"}}");
    assertFalse(refusal.contains("\u001b"), refusal);
    assertTrue(refusal.length() < 200, refusal);
  }

  /** Cut, changed and doubled at random, the file is taken or refused, and nothing else. */
  @Test
  void damagedFilesAreRefusedInOrder() {
    Random random = new Random(7);
    byte[] whole = FULL.getBytes(UTF_8);
    for (int round = 0; round < 5_000; round++) {
      byte[] damaged = Arrays.copyOf(whole, 1 + random.nextInt(whole.length));
      for (int change = random.nextInt(4); change > 0; change--) {
        damaged[random.nextInt(damaged.length)] = (byte) random.nextInt(256);
      }
      try {
        AppJson.parse(damaged);
      } catch (ManifestFault e) {
        assertTrue(String.valueOf(e.getMessage()).startsWith("app.json"), e.getMessage());
      }
    }
  }
}
