package paas.platform.check;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;
import paas.platform.release.ProcessType;

class TwelveFactorsTest {
  private static final int PORT = 5000;

  private final List<Fact> facts = new ArrayList<>();
  private final TreeMap<ProcessType, String> processes = new TreeMap<>();
  private final List<InstanceFacts> instances = new ArrayList<>();
  private Map<String, String> config = Map.of();
  private History history = History.NONE;
  private String commit = "0123456789abcdef";

  private FactorReport look(int number) {
    return TwelveFactors.check(
            new Evidence(
                commit,
                new SourceFacts(facts),
                processes,
                ConfigFacts.of(config),
                PORT,
                instances,
                history))
        .get(number - 1);
  }

  private void finds(int number, String seen) {
    FactorReport report = look(number);
    assertEquals(FactorReport.Verdict.LOOK, report.verdict(), report.toString());
    assertTrue(report.findings().toString().contains(seen), report.toString());
    assertTrue(report.findings().stream().noneMatch(f -> f.fix().isBlank()));
  }

  private void fine(int number) {
    assertEquals(FactorReport.Verdict.FINE, look(number).verdict(), look(number).toString());
  }

  private void unseen(int number) {
    assertEquals(FactorReport.Verdict.UNSEEN, look(number).verdict(), look(number).toString());
  }

  private void fact(Fact.Kind kind, String path, int line, String detail) {
    facts.add(new Fact(kind, path, line, detail));
  }

  private void web(String command) {
    processes.put(ProcessType.WEB, command);
  }

  private void instance(List<Integer> ports, String... written) {
    instances.add(new InstanceFacts("web.1", true, ports, List.of(written), false));
  }

  @Test
  void thereAreTwelveInTheirOrder() {
    List<FactorReport> all =
        TwelveFactors.check(Evidence.ofBuild("c", SourceFacts.UNREAD, new TreeMap<>(), PORT));
    assertEquals(
        IntStream.rangeClosed(1, 12).boxed().toList(),
        all.stream().map(FactorReport::number).toList());
    assertTrue(all.stream().noneMatch(r -> r.verdict() == FactorReport.Verdict.LOOK));
  }

  @Test
  void codebaseWantsACommit() {
    fine(1);
    commit = "";
    finds(1, "no git commit");
  }

  @ParameterizedTest
  @CsvSource({
    "package.json,yarn.lock",
    "go.mod,go.sum",
    "pyproject.toml,uv.lock",
    "composer.json,composer.lock"
  })
  void dependenciesWantALockFile(String manifest, String lock) {
    fine(2);
    fact(Fact.Kind.DEPENDENCIES, manifest, 0, "");
    finds(2, manifest + " has no lock file");
    fact(Fact.Kind.FILE, lock, 0, "");
    fine(2);
  }

  @Test
  void aSourceThatNobodyReadIsNotCalledFine() {
    List<FactorReport> all =
        TwelveFactors.check(Evidence.ofBuild("c", SourceFacts.UNREAD, new TreeMap<>(), PORT));
    assertEquals(FactorReport.Verdict.UNSEEN, all.get(1).verdict());
    assertEquals(FactorReport.Verdict.UNSEEN, all.get(2).verdict());
  }

  @Test
  void dependenciesWantExactVersions() {
    fact(Fact.Kind.UNPINNED, "requirements.txt", 1, "flask");
    finds(2, "leaves versions open: flask");
  }

  @Test
  void configWantsNoSecretsInTheSource() {
    fine(3);
    fact(Fact.Kind.SECRET, "a.js", 3, "a private key");
    finds(3, "a.js line 3 holds a private key");
    fact(Fact.Kind.ENVIRONMENT, ".env", 0, "A, B");
    finds(3, ".env is committed and sets A, B");
    fact(Fact.Kind.PASSWORD, "db.yml", 2, "password");
    finds(3, "db.yml line 2 holds a password");
  }

  @Test
  void backingServicesAreElsewhere() {
    config = Map.of("DATABASE_URL", "postgres://u:p@db.internal/x", "A", "x");
    fine(4);
    assertTrue(look(4).seen().contains("DATABASE_URL"));
    config = Map.of("REDIS_URL", "redis://:s3cret@localhost:6379/0");
    finds(4, "REDIS_URL points to the instance itself");
    assertTrue(!look(4).toString().contains("s3cret"));
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "npm install && node a.js",
        "npm run build && npm start",
        "go run .",
        "mvn exec:java"
      })
  void whatIsBuiltAtStartIsFound(String command) {
    unseen(5);
    web(command);
    finds(5, "at start");
  }

  @ParameterizedTest
  @ValueSource(
      strings = {"node server.js", "npm start", "gunicorn app:app", "./bin/go", "java -jar x.jar"})
  void whatOnlyStartsIsFine(String command) {
    web(command);
    fine(5);
    fine(8);
    fine(10);
    fine(12);
  }

  @Test
  void processesKeepNothingOnTheirDisk() {
    unseen(6);
    instance(List.of(PORT), "/tmp/x", "/app/.npm/y", "/app/x.pyc", "/app/a.log");
    fine(6);
    instance(List.of(PORT), "/app/uploads/1.png", "/app/uploads/2.png");
    finds(6, "/app/uploads/1.png, /app/uploads/2.png");
    assertTrue(look(6).findings().get(0).fix().contains("paas storage"));
  }

  @Test
  void webListensOnItsPortOnly() {
    unseen(7);
    instance(List.of(PORT));
    fine(7);
    instance(List.of(PORT, 9229));
    finds(7, "[9229] besides $PORT");
    instances.clear();
    instance(List.of(3000));
    finds(7, "listens on [3000], not on $PORT");
  }

  @Test
  void whatADockerfileExposesIsEvidenceOfAnotherPort() {
    fact(Fact.Kind.EXPOSED, "Dockerfile", 0, "8080/tcp");
    fact(Fact.Kind.EXPOSED, "Dockerfile", 0, PORT + "/tcp");
    unseen(7);
    assertTrue(
        look(7).seen().endsWith("; its Dockerfile EXPOSEs 8080/tcp, requests go to $PORT"),
        look(7).seen());
    instance(List.of(8080));
    finds(7, "listens on [8080], not on $PORT (" + PORT + "); its Dockerfile EXPOSEs 8080/tcp");
    instances.clear();
    instance(List.of(PORT));
    fine(7);
  }

  @ParameterizedTest
  @ValueSource(strings = {"pm2 start a.js", "node a.js & node b.js", "nohup x", "worker &\nweb"})
  void processManagersAreFound(String command) {
    web(command);
    finds(8, "web ");
  }

  @ParameterizedTest
  @ValueSource(strings = {"a && b", "a 2>&1", "a || b", "node a.js >&2"})
  void otherUsesOfTheShellAreFine(String command) {
    web(command);
    fine(8);
  }

  @Test
  void slowStartsAndIgnoredSignalsAreFound() {
    unseen(9);
    history = new History(List.of(new History.Boot("web.1", Duration.ofSeconds(3))), 4, 0);
    fine(9);
    assertTrue(look(9).seen().contains("slowest start 3.0 s"));
    history = new History(List.of(new History.Boot("web.1", Duration.ofSeconds(40))), 4, 3);
    finds(9, "web.1 took 40 s to start");
    finds(9, "3 of 4 stops ignored SIGTERM");
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "flask run --host 0.0.0.0",
        "python manage.py runserver 0.0.0.0:$PORT",
        "nodemon server.js",
        "npx next dev -p $PORT",
        "npm run dev",
        "uvicorn app:app --reload",
        "php -S 0.0.0.0:$PORT"
      })
  void developmentServersAreFound(String command) {
    web(command);
    finds(10, "web ");
  }

  @Test
  void sqliteAndDevelopmentSwitchesAreFound() {
    fine(10);
    fact(Fact.Kind.SQLITE, "package.json", 0, "sqlite3");
    finds(10, "package.json needs sqlite3 in production");
    config = Map.of("NODE_ENV", "development", "DEBUG", "0");
    finds(10, "NODE_ENV says development");
  }

  @Test
  void logFilesAreFound() {
    unseen(11);
    instance(List.of(PORT), "/app/data.db");
    fine(11);
    instance(List.of(PORT), "/app/log/production.log", "/app/logs/a.txt");
    finds(11, "/app/log/production.log, /app/logs/a.txt");
  }

  @Test
  void migrationsBelongIntoTheReleasePhase() {
    web("gunicorn app:app");
    fine(12);
    fact(Fact.Kind.FILE, "migrations/", 0, "");
    finds(12, "no release phase runs them");
    processes.put(ProcessType.RELEASE, "python manage.py migrate");
    fine(12);
    web("python manage.py migrate && gunicorn app:app");
    finds(12, "migrates at every start");
  }
}
