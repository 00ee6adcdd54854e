package paas.builder.source;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.Map;
import java.util.Random;
import org.junit.jupiter.api.Test;
import paas.builder.fault.BuildFault;

class ProcfileTest {
  private static Map<String, String> parse(String text) throws BuildFault {
    return Procfile.parse(text.getBytes(StandardCharsets.UTF_8)).processes();
  }

  private static String refusal(String text) {
    return assertThrows(BuildFault.class, () -> parse(text)).reason();
  }

  @Test
  void typesAndCommandsAreReadInTheirOrder() throws BuildFault {
    Map<String, String> processes = parse("web: node server.js\nworker_2:   a && b: c | d\n");
    assertEquals(List.of("web", "worker_2"), List.copyOf(processes.keySet()));
    assertEquals("a && b: c | d", processes.get("worker_2"));
  }

  @Test
  void windowsLinesCommentsBlankLinesAndByteOrderMarkAreTaken() throws BuildFault {
    assertEquals(Map.of("web", "x"), parse("\uFEFF# what runs\r\n\r\n   \r\nweb: x\r\n"));
  }

  @Test
  void emptyFileHasNoTypes() throws BuildFault {
    assertEquals(Map.of(), parse(""));
  }

  @Test
  void mergeMarkersAreNamedWithTheirLine() {
    assertTrue(
        refusal("web: a\n<<<<<<< HEAD\nweb: b\n").startsWith("Procfile line 2 is a merge marker"));
    assertTrue(refusal("web: a\n=======\n").contains("line 2"));
    assertTrue(refusal("web: a\n>>>>>>> theirs\n").contains("line 2"));
  }

  @Test
  void lineWithoutColonOrCommandIsNamed() {
    assertTrue(refusal("web: a\nworker\n").contains("line 2 is not 'type: command': worker"));
    assertTrue(refusal("web:\n").contains("line 1"));
  }

  @Test
  void typesOutsideTheGrammarAreRefused() {
    for (String type : List.of("we/b", "-web", "web$(id)", "wéb", "w".repeat(64), "a\u001b[31mb")) {
      assertTrue(refusal(type + ": x\n").contains("line 1"), type);
    }
  }

  @Test
  void sameTypeTwiceIsRefused() {
    assertTrue(refusal("web: a\nweb: b\n").contains("is there twice"));
  }

  @Test
  void nulAndOtherEncodingsAreRefused() {
    assertTrue(refusal("web: a\0b\n").contains("NUL"));
    assertThrows(
        BuildFault.class, () -> Procfile.parse(new byte[] {'w', ':', ' ', (byte) 0xff, '\n'}));
  }

  @Test
  void boundsHold() {
    assertTrue(refusal("web: " + "x".repeat(40_000)).contains("over a bound"));
    var many = new StringBuilder();
    for (int i = 0; i < 101; i++) {
      many.append("t").append(i).append(": x\n");
    }
    assertTrue(refusal(many.toString()).contains("over a bound"));
  }

  @Test
  void whatIsWrittenIsReadBack() throws BuildFault {
    Map<String, String> processes =
        Map.of("web", "a 'b' \"c\" $PORT", "x-1", "#not a comment", "y", "ü: 🙂");
    var text = new StringBuilder();
    processes.forEach(
        (type, command) -> text.append(type).append(": ").append(command).append('\n'));
    assertEquals(processes, parse(text.toString()));
  }

  @Test
  void anyBytesAreParsedOrRefused() {
    long seed = 20261120;
    var random = new Random(seed);
    byte[] alphabet = "web: a\r\n#<=>|\0\u00fc".getBytes(StandardCharsets.UTF_8);
    for (int round = 0; round < 5_000; round++) {
      byte[] bytes = new byte[random.nextInt(60)];
      for (int i = 0; i < bytes.length; i++) {
        bytes[i] = alphabet[random.nextInt(alphabet.length)];
      }
      try {
        Procfile.parse(bytes)
            .processes()
            .keySet()
            .forEach(type -> assertTrue(type.matches("[A-Za-z0-9_-]+")));
      } catch (BuildFault refused) {
        assertEquals("procfile", refused.phase());
      }
    }
  }
}
