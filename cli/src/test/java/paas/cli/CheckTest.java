package paas.cli;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.nio.file.Path;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class CheckTest {
  private static final String FINE =
      "{\"number\":1,\"name\":\"Codebase\",\"verdict\":\"fine\",\"seen\":\"commit abc\",\"findings\":[]}";
  private static final String LOOK =
      "{\"number\":3,\"name\":\"Config\",\"verdict\":\"look\",\"seen\":\"1 thing to look at\","
          + "\"findings\":[{\"seen\":\".env\\u001b[2J is committed\",\"fix\":\"git rm it\"}]}";
  private static final String UNSEEN =
      "{\"number\":9,\"name\":\"Disposability\",\"verdict\":\"unseen\",\"seen\":\"no starts\",\"findings\":[]}";

  @TempDir Path home;
  private final FakePlatform platform = new FakePlatform();

  @AfterEach
  void stop() {
    platform.close();
  }

  private Cli.Result check(String factors, String... more) {
    platform.only("GET /apps/shop/checks", FakePlatform.Answer.ok(factors));
    String[] arguments = new String[more.length + 3];
    arguments[0] = "check";
    arguments[1] = "-a";
    arguments[2] = "shop";
    System.arraycopy(more, 0, arguments, 3, more.length);
    return new Cli(home).platform(platform).run(arguments);
  }

  @Test
  void everyFactorIsALineAndEveryFindingHasItsFix() {
    Cli.Result result = check("[" + FINE + "," + LOOK + "," + UNSEEN + "]");

    assertEquals(0, result.exit(), result.err());
    assertEquals(
        """
        ok  I     Codebase            commit abc
        !   III   Config              1 thing to look at
                .env\\x1b[2J is committed
                → git rm it
        -   IX    Disposability       no starts
        """,
        result.out());
  }

  @Test
  void strictFailsWhenThereIsSomethingToLookAt() {
    assertEquals(0, check("[" + FINE + "," + UNSEEN + "]", "--strict").exit());
    assertEquals(1, check("[" + FINE + "," + LOOK + "]", "--strict").exit());
    Cli.Result json = check("[" + LOOK + "]", "--strict", "--json");
    assertEquals(1, json.exit());
    assertTrue(json.out().startsWith("["), json.out());
  }

  @Test
  void anAppThatIsNotLiveHasNothingToLookAt() {
    assertTrue(check("[]").out().contains("is not live yet"));
  }
}
