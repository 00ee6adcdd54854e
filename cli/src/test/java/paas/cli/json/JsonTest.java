package paas.cli.json;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.util.List;
import java.util.Map;
import java.util.Random;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class JsonTest {
  @Test
  void readsEveryKindOfValue() throws JsonSyntaxException {
    Json json =
        JsonReader.parse(
            " {\"a\": [1, -2.5e+3, true, false, null], \"b\": {\"c\": \"\\u00e9\\n\\\"\\\\\\/\"}} ");
    assertEquals(5, json.at("a").elements().size());
    assertEquals(-2500, json.at("a").elements().get(1).number(0));
    assertTrue(json.at("a").elements().get(2).isTrue());
    assertEquals("é\n\"\\/", json.at("b").at("c").text());
    assertEquals("", json.at("nothing").at("there").text());
  }

  @Test
  void membersKeepTheirOrder() throws JsonSyntaxException {
    String text = "{\"z\":1,\"a\":2,\"m\":3}";
    assertEquals(text, JsonWriter.compact(JsonReader.parse(text)));
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "", " ", "{", "}", "[", "]", "[1,]", "[,1]", "{\"a\"}", "{\"a\":}", "{\"a\":1,}", "{a:1}",
            "{'a':1}",
        "01", "-", "1.", ".5", "1e", "+1", "NaN", "Infinity", "tru", "nulll", "\"", "\"\\\"",
            "\"\\x\"",
        "\"\\u12\"", "\"\\uzzzz\"", "\"a\nb\"", "1 2", "[1][2]", "{\"a\":1 \"b\":2}", "/* */ 1",
            "\u00a01"
      })
  void refusesWhatIsNotJson(String text) {
    assertThrows(JsonSyntaxException.class, () -> JsonReader.parse(text));
  }

  @Test
  void refusesWhatIsNestedTooDeeply() {
    assertThrows(JsonSyntaxException.class, () -> JsonReader.parse("[".repeat(100_000)));
    String deep = "{\"a\":".repeat(65) + "1" + "}".repeat(65);
    assertThrows(JsonSyntaxException.class, () -> JsonReader.parse(deep));
  }

  @Test
  void everyPrefixAndEveryChangedCharacterIsReadOrRefused() {
    String seed = "{\"a\":[1,-2.5e3,true,null,\"x\\u00e9\\n\"],\"b\":{\"c\":{}},\"d\":[]}";
    Random random = new Random(20261120);
    for (int i = 0; i < 20_000; i++) {
      StringBuilder text = new StringBuilder(seed);
      for (int edits = random.nextInt(4); edits >= 0; edits--) {
        int at = random.nextInt(text.length());
        text.setCharAt(at, "{}[]\",:\\0a1-e\n ".charAt(random.nextInt(15)));
      }
      readOrRefuse(text.substring(0, random.nextInt(text.length() + 1)));
    }
  }

  private static void readOrRefuse(String text) {
    try {
      Json read = JsonReader.parse(text);
      assertEquals(read, JsonReader.parse(JsonWriter.compact(read)), text);
      assertEquals(read, JsonReader.parse(JsonWriter.pretty(read)), text);
    } catch (JsonSyntaxException e) {
      // Refused, which is right too.
    }
  }

  @Test
  void controlAndBidiCharactersAreWrittenAsEscapes() {
    String text = JsonWriter.compact(Json.of("\033[2J\u009b1m\u202ex\0"));
    assertEquals("\"\\u001b[2J\\u009b1m\\u202ex\\u0000\"", text);
  }

  @Test
  void marksThatTurnTheDirectionOfTextAreWrittenAsEscapes() {
    assertEquals(
        "\"\\u200e\\u200f\\u061c\\u2066\"",
        JsonWriter.compact(Json.of("\u200e\u200f\u061c\u2066")));
  }

  @Test
  void indentsForPeople() {
    Json json = new Json.Struct(Map.of("a", new Json.Array(List.of(Json.of(1), Json.object()))));
    assertEquals("{\n  \"a\": [\n    1,\n    {}\n  ]\n}", JsonWriter.pretty(json));
  }
}
