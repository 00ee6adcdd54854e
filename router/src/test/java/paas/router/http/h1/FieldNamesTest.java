package paas.router.http.h1;

import static java.nio.charset.StandardCharsets.US_ASCII;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertNotSame;
import static org.junit.jupiter.api.Assertions.assertSame;

import java.util.Random;
import org.junit.jupiter.api.Test;

class FieldNamesTest {
  private static final long SEED = 20_261_127;

  private final FieldNames names = new FieldNames();

  private CharSequence of(String name) {
    byte[] line = (">" + name + ": value").getBytes(US_ASCII);
    return names.of(line, 1, 1 + name.length());
  }

  @Test
  void aNameThatCameBeforeIsTheSame() {
    assertSame(of("Accept-Language"), of("Accept-Language"));
    assertEquals("accept-language", of("accept-language").toString(), "as it was written");
    String longer = "X-" + "a".repeat(60);
    assertEquals(longer, of(longer).toString());
    assertNotSame(of(longer), of(longer));
  }

  /** More than there are places for, and many that take the same. */
  @Test
  void everyNameIsItself() {
    Random random = new Random(SEED);
    for (int i = 0; i < 50_000; i++) {
      StringBuilder name = new StringBuilder();
      for (int left = 1 + random.nextInt(40); left > 0; left--) {
        name.append((char) ('a' + random.nextInt(3)));
      }
      assertEquals(name.toString(), of(name.toString()).toString(), "seed " + SEED);
    }
  }
}
