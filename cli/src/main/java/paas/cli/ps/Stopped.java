package paas.cli.ps;

import java.util.Comparator;
import java.util.List;
import java.util.Set;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import paas.cli.command.Text;
import paas.cli.json.Json;
import paas.cli.terminal.Terminal;

/** The instances that are stopped until somebody starts them, as the formation names them. */
final class Stopped {
  private Stopped() {}

  static List<String> of(List<Json> formation) {
    return formation.stream()
        .flatMap(type -> type.at("stopped").elements().stream())
        .map(Json::text)
        .toList();
  }

  /**
   * What runs and what is stopped, in the order of the formation; what is in none, as one-offs are,
   * comes last. One that is stopped just now is there already.
   */
  static List<Json> among(List<Json> instances, List<Json> formation) {
    List<String> types = formation.stream().map(type -> type.at("type").text()).toList();
    Set<String> there =
        instances.stream().map(one -> one.at("name").text()).collect(Collectors.toSet());
    Stream<Json> stopped =
        formation.stream()
            .flatMap(type -> type.at("stopped").elements().stream().map(name -> row(name, type)))
            .filter(row -> !there.contains(row.at("name").text()));
    return Stream.concat(instances.stream(), stopped)
        .sorted(
            Comparator.comparing((Json one) -> place(types, one)).thenComparing(Stopped::ordinal))
        .toList();
  }

  private static Json row(Json name, Json type) {
    return Json.object()
        .with("name", name)
        .with("type", type.at("type"))
        .with("state", "stopped")
        .with("command", type.at("command"));
  }

  private static int place(List<String> types, Json one) {
    int found = types.indexOf(one.at("type").text());
    return found < 0 ? types.size() : found;
  }

  private static long ordinal(Json one) {
    String name = one.at("name").text();
    return Long.parseLong(name.substring(name.lastIndexOf('.') + 1));
  }

  /** {@code web.1 and web.2 are stopped (paas ps:start)}; empty where none is. */
  static String words(List<Json> formation) {
    return sentence(of(formation));
  }

  static String sentence(List<String> names) {
    return names.isEmpty()
        ? ""
        : Text.and(names) + (names.size() > 1 ? " are" : " is") + " stopped (paas ps:start)";
  }

  /** Says so on stderr, where there is something to say. */
  static void note(List<Json> formation, Terminal terminal) {
    String words = words(formation);
    if (!words.isEmpty()) {
      terminal.noteLine(words);
    }
  }
}
