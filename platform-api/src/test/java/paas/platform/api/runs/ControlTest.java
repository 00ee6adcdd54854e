package paas.platform.api.runs;

import static org.junit.jupiter.api.Assertions.assertEquals;

import java.util.List;
import java.util.Optional;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class ControlTest {
  @Test
  void whatTheClientSendsIsUnderstood() {
    assertEquals(
        Optional.of(new Control.Resize(80, 24)),
        Control.parse("{\"type\":\"resize\",\"columns\":80,\"lines\":24}"));
    assertEquals(
        Optional.of(new Control.Signal("INT")),
        Control.parse("{\"type\":\"signal\",\"name\":\"INT\"}"));
    assertEquals(Optional.of(new Control.Eof()), Control.parse("{\"type\":\"eof\"}"));
  }

  @Test
  void whatIsWrittenIsReadBack() {
    for (Control control :
        List.of(new Control.Resize(1, 2), new Control.Signal("TERM"), new Control.Eof())) {
      assertEquals(Optional.of(control), Control.parse(control.json()));
    }
  }

  @Test
  void theEndIsSaidInJson() {
    assertEquals("{\"type\":\"exit\",\"code\":7}", new Control.Exit(7).json());
    assertEquals(
        "{\"type\":\"error\",\"message\":\"a \\\"b\\\"\"}", new Control.Error("a \"b\"").json());
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "",
        "x",
        "[]",
        "{",
        "{}",
        "{\"type\":{}}",
        "{\"type\":\"resize\"}",
        "{\"type\":\"resize\",\"columns\":-1,\"lines\":2}",
        "{\"type\":\"resize\",\"columns\":99999999999,\"lines\":2}",
        "{\"type\":\"signal\",\"name\":\"STOP\"}",
        "{\"type\":\"exit\",\"code\":0}"
      })
  void anythingElseIsLetPass(String text) {
    assertEquals(Optional.empty(), Control.parse(text));
  }
}
