package paas.cli.copy;

import static org.junit.jupiter.api.Assertions.assertEquals;

import java.util.Optional;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

class PlaceTest {
  @ParameterizedTest
  @ValueSource(strings = {"x", "./web.1:x", "web:x", "web.1", "web.1:", "C:\\x", "web.0:x", ""})
  void anythingElseIsAPathHere(String word) {
    assertEquals(Optional.empty(), Place.parse(word));
  }

  @ParameterizedTest
  @CsvSource({
    "web.1:/tmp/x,x",
    "web.1:log/,log",
    "a-b_C.12:x:y,x:y",
    "web.1:/,",
    "web.1:.,",
    "web.1:a/..,"
  })
  void thePathsLastNameIsWhatACopyIsCalled(String word, String name) {
    assertEquals(Optional.ofNullable(name), Place.parse(word).orElseThrow().name());
  }

  @Test
  void instanceAndPathComeApart() {
    assertEquals(Optional.of(new Place("web.1", "/a b")), Place.parse("web.1:/a b"));
  }
}
