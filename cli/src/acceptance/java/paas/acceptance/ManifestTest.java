package paas.acceptance;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertNotEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;

/** What an app's files say about it: app.json, the release phase, and the twelve-factor check. */
@Tag("acceptance")
class ManifestTest {
  private static final Platform PLATFORM = Platform.shared();

  @Test
  void firstReleaseTakesWhatAppJsonAsksForAndLaterOnesDoNot() {
    String app = "manifested";
    Repository repository =
        PLATFORM
            .repository(app)
            .withServer("one")
            .with(
                "app.json",
                """
                {
                  "env": {"KEY": "hello", "SESSION_SECRET": {"generator": "secret"}},
                  "formation": {"worker": {"quantity": 1}},
                  "scripts": {"postdeploy": "echo seeding $KEY; exit 3"},
                  "cron": [{"command": "node tidy.js", "schedule": "@daily"}]
                }
                """)
            .commit("one");
    String push = repository.push().mustSucceed().err();
    String secret =
        PLATFORM.paas("config:get", "SESSION_SECRET", "-a", app).mustSucceed().out().strip();

    assertTrue(push.contains("Config set from it: KEY, SESSION_SECRET"), push);
    assertTrue(push.contains("cron: 1 job(s) from when this is live"), push);
    assertTrue(push.contains("seeding hello"), push);
    assertTrue(push.contains("exited with status 3"), push);
    assertTrue(secret.matches("[0-9a-f]{64}"), "a secret of 64 hex digits");
    assertFalse(push.contains(secret), "the secret is not printed");
    assertEquals(new Page(200, "hello"), PLATFORM.get(app, "/env"));
    assertTrue(PLATFORM.paas("ps", "-a", app).mustSucceed().out().contains("worker.1"));
    assertTrue(logs(app).contains("app[postdeploy.2]: seeding hello"), logs(app));

    String second = repository.withServer("two").commit("two").push().mustSucceed().err();
    assertFalse(second.contains("seeding"), second);
    assertEquals(
        secret,
        PLATFORM.paas("config:get", "SESSION_SECRET", "-a", app).mustSucceed().out().strip());
  }

  @Test
  void requiredConfigRefusesThePushUntilItIsSet() {
    String app = "needy";
    PLATFORM.paas("create", app).mustSucceed();
    Repository repository =
        PLATFORM
            .repository(app)
            .withServer("fed")
            .with(
                "app.json", "{\"env\":{\"FOOD\":{\"description\":\"what it eats\"},\"DRINK\":{}}}")
            .commit("one");

    Program.Ran push = repository.push();
    assertNotEquals(0, push.code());
    assertTrue(push.err().contains("FOOD: what it eats"), push.err());
    assertTrue(push.err().contains("paas config:set DRINK=… FOOD=… --app " + app), push.err());

    PLATFORM.paas("config:set", "FOOD=hay", "DRINK=water", "-a", app).mustSucceed();
    repository.push().mustSucceed();
    assertEquals(new Page(200, "fed"), PLATFORM.get(app, "/"));
  }

  @Test
  void wrongAppJsonIsRefusedWithItsPlaces() {
    Repository repository =
        PLATFORM
            .repository("misread")
            .withServer("x")
            .with("app.json", "{\"env\":{\"A\":{\"required\":\"no\"}},\"formation\":{\"web\":3}}")
            .commit("one");
    Program.Ran push = repository.push();
    assertNotEquals(0, push.code());
    assertTrue(push.err().contains("env.A.required: expected true or false"), push.err());
    assertTrue(push.err().contains("formation.web: expected an object"), push.err());
  }

  @Test
  void releasePhaseIsShownAfterwardsAndRunAgain() {
    String app = "phased";
    Repository repository =
        PLATFORM
            .repository(app)
            .withServer("live")
            .with(
                "Procfile",
                "web: node server.js\nrelease: echo migrating to ${GOAL:-nowhere}; test $GOAL\n")
            .commit("one");
    Program.Ran push = repository.push();
    assertNotEquals(0, push.code());
    assertTrue(push.err().contains("migrating to nowhere"), push.err());

    Program.Ran output = PLATFORM.paas("releases:output", "-a", app);
    assertEquals("migrating to nowhere\n", output.out());
    assertEquals(1, output.code());
    assertEquals(1, PLATFORM.paas("releases:retry", "-a", app).code());

    PLATFORM.paas("config:set", "GOAL=heaven", "-a", app).mustSucceed();
    PLATFORM.paas("releases:retry", "-a", app).mustSucceed();
    assertEquals(
        "migrating to heaven\n", PLATFORM.paas("releases:output", "-a", app).mustSucceed().out());
    assertEquals(new Page(200, "live"), PLATFORM.get(app, "/"));

    PLATFORM.paas("config:set", "GOAL=earth", "-a", app).mustSucceed();
    assertEquals(
        "migrating to earth\n", PLATFORM.paas("releases:output", "-a", app).mustSucceed().out());
    PLATFORM.paas("rollback", "-a", app).mustSucceed();
    assertEquals(
        "migrating to heaven\n", PLATFORM.paas("releases:output", "-a", app).mustSucceed().out());
  }

  @Test
  void checkFindsPlantedFaults() {
    String app = "sinful";
    String key = "AK" + "IAQ3EGRZ7K2VPLM5NX";
    Repository repository =
        PLATFORM
            .repository(app)
            .withServer("x")
            .with("Procfile", "web: node server.js\nworker: nodemon worker.js\n")
            .with(".env", "TOKEN=abc\n")
            .with("config/database.yml", "production:\n  password: hunter22!\n")
            .with("s3.js", "exports.id = '" + key + "'\n")
            .with(
                "server.js",
                """
                const http = require('http'), fs = require('fs')
                fs.mkdirSync('data')
                fs.writeFileSync('data/state', 'x')
                fs.writeFileSync('production.log', 'x')
                http.createServer((_, answer) => answer.end('x')).listen(9000)
                http.createServer((_, answer) => answer.end('x')).listen(process.env.PORT)
                process.on('SIGTERM', () => console.log('no'))
                """)
            .commit("one");
    String push = repository.push().mustSucceed().err();
    assertTrue(push.contains("Twelve-factor check"), push);
    assertFalse(push.contains(key), push);

    PLATFORM.paas("ps:restart", "-a", app).mustSucceed();
    Await.until("its stop was measured", () -> check(app).contains("ignored SIGTERM"));
    String found = check(app);
    for (String fault :
        new String[] {
          ".env is committed and sets TOKEN",
          "config/database.yml line 2 holds a password (password)",
          "s3.js line 1 holds an AWS access key",
          "web.1 wrote to its disk: /app/data/state",
          "web.1 writes log files: /app/production.log",
          "web.1 listens on [9000] besides $PORT",
          "worker restarts on changes: `nodemon worker.js`"
        }) {
      assertTrue(found.contains(fault), fault + "\n" + found);
    }
    assertFalse(found.contains(key) || found.contains("hunter22"), found);
    PLATFORM.paas("check", "-a", app).mustSucceed();
    assertEquals(1, PLATFORM.paas("check", "-a", app, "--strict").code());
    // It would hold up the end of the platform for as long as it is given to stop.
    PLATFORM.paas("destroy", "-a", app, "--confirm", app).mustSucceed();
  }

  private static String check(String app) {
    return PLATFORM.paas("check", "-a", app).mustSucceed().out();
  }

  private static String logs(String app) {
    return PLATFORM.paas("logs", "-n", "500", "-a", app).mustSucceed().out();
  }
}
