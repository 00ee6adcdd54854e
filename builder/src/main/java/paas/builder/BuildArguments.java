package paas.builder;

import java.util.HashMap;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;
import java.util.stream.Collectors;
import paas.builder.output.Redactor;

/**
 * The values that a Dockerfile's ARGs get: config vars of the same name, SOURCE_VERSION, and
 * nothing that it does not declare. They are kept out of the image's history.
 */
final class BuildArguments {
  private static final String SOURCE_VERSION = "SOURCE_VERSION";
  private static final String BUILDKIT = "BUILDKIT_";

  private final Map<String, String> all;
  private final Redactor redactor;

  BuildArguments(BuildRequest request) {
    Map<String, String> values = new HashMap<>(request.config());
    values.put(SOURCE_VERSION, request.sourceVersion());
    this.all = Map.copyOf(values);
    this.redactor = new Redactor(request.config());
  }

  /** All values that an ARG could get. */
  Map<String, String> all() {
    return all;
  }

  /** Those of the declared names; not what tells BuildKit itself something, as another frontend. */
  Map<String, String> of(Set<String> declared) {
    return all.entrySet().stream()
        .filter(entry -> declared.contains(entry.getKey()))
        .filter(entry -> !entry.getKey().startsWith(BUILDKIT))
        .collect(
            Collectors.toMap(Map.Entry::getKey, Map.Entry::getValue, (a, b) -> a, TreeMap::new));
  }

  /**
   * A line of an image's history without values: BuildKit writes a RUN's as {@code |1 NAME=value}.
   */
  String clean(String step) {
    String clean = step;
    for (var entry : all.entrySet()) {
      if (!entry.getKey().equals(SOURCE_VERSION) && !entry.getValue().isEmpty()) {
        clean =
            clean.replace(
                entry.getKey() + "=" + entry.getValue(),
                entry.getKey() + "=[" + entry.getKey() + "]");
      }
    }
    return redactor.redact(clean);
  }
}
