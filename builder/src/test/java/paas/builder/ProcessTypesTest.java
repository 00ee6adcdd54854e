package paas.builder;

import static org.junit.jupiter.api.Assertions.assertEquals;

import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.SequencedMap;
import org.junit.jupiter.api.Test;

class ProcessTypesTest {
  private static SequencedMap<String, String> types(String... names) {
    SequencedMap<String, String> types = new LinkedHashMap<>();
    for (String name : names) {
      types.put(name, "run " + name);
    }
    return types;
  }

  @Test
  void theyAreToldAsHerokuTellsThem() {
    ProcessTypes types = new ProcessTypes("Node.js", types("web", "shell"), types("web", "worker"));
    assertEquals(
        List.of(
            "-----> Discovering process types",
            "       Procfile declares types -> web, worker",
            "       Default types for Node.js -> shell"),
        types.account());
    assertEquals(
        Map.of("web", "run web", "worker", "run worker", "shell", "run shell"), types.all());
  }

  @Test
  void withoutAProcfileTheDefaultsAreNamedAndNotTheirCommands() {
    assertEquals(
        List.of("-----> Discovering process types", "       Default types for static files -> web"),
        new ProcessTypes("static files", types("web"), types()).account());
  }

  @Test
  void noneAtAllSaysWhatToAdd() {
    assertEquals(
        " !     None found: add a Procfile with a line such as  web: COMMAND",
        new ProcessTypes("Go", types(), types()).account().getLast());
  }
}
