package paas.platform.api.builds;

import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Optional;
import paas.platform.api.wire.Input;
import paas.platform.fault.Rejected;
import paas.platform.recipe.BuilderChoice;
import paas.platform.recipe.PushCheck;
import paas.platform.recipe.Recipe;
import paas.platform.recipe.StageName;
import paas.platform.recipe.TreePath;

/** New values of build settings by name; absent ones go back to the usual. All are valid. */
record SettingsChange(Map<String, Optional<String>> values) {
  static SettingsChange parse(Input input) {
    Map<String, Optional<String>> values = new LinkedHashMap<>();
    input
        .entries()
        .forEach((name, value) -> values.put(name, value.filter(text -> !text.isEmpty())));
    SettingsChange change = new SettingsChange(values);
    change.applied(Recipe.AUTOMATIC);
    return change;
  }

  boolean isEmpty() {
    return values.isEmpty();
  }

  Recipe applied(Recipe before) {
    Recipe after = before;
    for (Map.Entry<String, Optional<String>> change : values.entrySet()) {
      after = applied(after, change.getKey(), change.getValue());
    }
    return after;
  }

  private static Recipe applied(Recipe recipe, String name, Optional<String> value) {
    return switch (name) {
      case "builder" -> recipe.withBuilder(BuilderChoice.parse(value.orElse("auto")));
      case "directory" -> recipe.withDirectory(value.map(TreePath::parse));
      case "dockerfile" -> recipe.withDockerfile(value.map(TreePath::parse));
      case "target" -> recipe.withTarget(value.map(StageName::new));
      case "procfile" -> recipe.withProcfile(value.map(TreePath::parse));
      case "check" -> recipe.withCheck(PushCheck.parse(value.orElse("report")));
      default ->
          throw Rejected.invalid(
              "There is no build setting of that name: they are builder, directory, dockerfile,"
                  + " target, procfile and check.");
    };
  }

  /** {@code Set build directory to apps/web, unset build target}. */
  String text() {
    String text =
        String.join(
            ", ",
            values.entrySet().stream()
                .map(change ->
                    change
                        .getValue()
                        .map(value -> "set build " + change.getKey() + " to " + value)
                        .orElse("unset build " + change.getKey()))
                .toList());
    return text.substring(0, 1).toUpperCase(java.util.Locale.ROOT) + text.substring(1);
  }
}
