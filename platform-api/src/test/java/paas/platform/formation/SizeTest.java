package paas.platform.formation;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.util.Optional;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;
import paas.platform.fault.Rejected;

class SizeTest {
  @Test
  void partsMayComeInAnyOrderAndBeLeftOut() {
    Size size = Size.parse("0.5cpu:1g:256pids");

    assertEquals(Optional.of(1024L), size.memory());
    assertEquals(Optional.of(0.5), size.cpus());
    assertEquals(Optional.of(256), size.pids());
    assertEquals(Optional.empty(), Size.parse("2cpus").memory());
  }

  @ParameterizedTest
  @CsvSource({"512m,512", "512MB,512", "1g,1024", "1.5G,1536", "small,256", "Standard-2X,1024"})
  void memoryIsReadInMebibytes(String text, long mebibytes) {
    assertEquals(Optional.of(mebibytes), Size.parse(text).memory());
  }

  @Test
  void whatIsShownIsReadAgainAsTheSame() {
    for (String text : new String[] {"default", "small", "1g:0.5cpu", "Performance-M", "64pids"}) {
      Size size = Size.parse(text);
      assertEquals(size, Size.parse(size.text()), text);
    }
    assertEquals(Size.parse("300m"), Size.ofMemory(300L << 20));
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "",
        ":",
        "1g:",
        "huge",
        "16m",
        "0.01cpu",
        "4pids",
        "1g:2g",
        "1cpu:2cpu",
        "-1g",
        "1e3m",
        "99999999m",
        "1 g",
        "1g\u0000",
        "1g:1cpu:64pids:1g:1cpu:64pids:1g:1cpu:64pids"
      })
  void anythingElseIsRefusedWithWhatWouldBeRight(String text) {
    Rejected refused = assertThrows(Rejected.class, () -> Size.parse(text));

    assertTrue(refused.getMessage().contains("1g:0.5cpu"), refused.getMessage());
  }
}
