package paas.router.http.message;

import static org.junit.jupiter.api.Assertions.assertEquals;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.regex.Pattern;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;

class FailureTest {
  /** Whoever sees a code in a log or on a page finds there what it means. */
  @Test
  void everyCodeIsExplained() throws IOException {
    String page = Files.readString(Path.of("../docs/ERRORS.md"));
    List<String> unexplained =
        Stream.of(Failure.values())
            .map(Failure::code)
            .filter(code -> !code.isEmpty())
            .filter(
                code -> !Pattern.compile("(?m)^\\| [^|]*\\b" + code + "\\b").matcher(page).find())
            .distinct()
            .toList();
    assertEquals(List.of(), unexplained);
  }
}
