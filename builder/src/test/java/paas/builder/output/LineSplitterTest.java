package paas.builder.output;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Random;
import org.junit.jupiter.api.Test;

class LineSplitterTest {
  private static List<String> lines(byte[]... pieces) {
    List<String> lines = new ArrayList<>();
    var splitter = new LineSplitter(lines::add);
    Arrays.stream(pieces).forEach(splitter::accept);
    splitter.finish();
    return lines;
  }

  private static byte[] utf8(String text) {
    return text.getBytes(StandardCharsets.UTF_8);
  }

  @Test
  void linesAreCutAtNewlinesHoweverTheyArrive() {
    byte[] all = utf8("one\ntwo ü\r\n\nlast");
    var random = new Random(3);
    for (int round = 0; round < 100; round++) {
      int cut = random.nextInt(all.length);
      assertEquals(
          List.of("one", "two ü", "", "last"),
          lines(Arrays.copyOf(all, cut), Arrays.copyOfRange(all, cut, all.length)));
    }
  }

  @Test
  void progressBarsShowTheirLastState() {
    assertEquals(List.of("100 %"), lines(utf8("10 %\r50 %\r100 %\n")));
    assertEquals(List.of("100 %"), lines(utf8("10 %\r100 %\r\n")));
  }

  @Test
  void endlessLinesComeInPieces() {
    List<String> lines = lines(utf8("x".repeat(25_000)));
    assertEquals(List.of(10_000, 10_000, 5_000), lines.stream().map(String::length).toList());
  }

  @Test
  void otherEncodingsDoNotBreakIt() {
    assertEquals(List.of("a\uFFFDb"), lines(new byte[] {'a', (byte) 0xff, 'b', '\n'}));
  }

  @Test
  void coloursStayAndOtherEscapesGo() {
    assertEquals(List.of("\u001b[31mred\u001b[0m"), lines(utf8("\u001b[31mred\u001b[0m\n")));
    assertEquals(List.of("ab"), lines(utf8("a\u001b]0;title\u0007b\n")));
    assertEquals(List.of("ab"), lines(utf8("a\u001b[2J\u001b[Hb\n")));
    assertEquals(List.of("a\tb"), lines(utf8("a\tb\u0000\u0008\n")));
  }

  @Test
  void hostileEscapesTakeNoTime() {
    assertTrue(lines(utf8("\u001b[".repeat(5_000))).size() <= 2);
  }
}
