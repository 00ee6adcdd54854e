package paas.platform.api.processes;

import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.Optional;
import java.util.SortedSet;
import java.util.TreeSet;
import java.util.UUID;
import java.util.stream.Stream;
import paas.platform.api.wire.Shape;
import paas.platform.app.App;
import paas.platform.fault.Rejected;
import paas.platform.formation.Formation;
import paas.platform.formation.ProcessSettings;
import paas.platform.formation.Slot;
import paas.platform.release.ProcessType;
import paas.platform.release.Slug;

/** An app's process types with their quantities, as the formation resource shows them. */
record Lineup(App app, Formation formation, Optional<Slug> slug) {
  /** Those of the Procfile; before the first build, those that are in the formation. */
  SortedSet<ProcessType> types() {
    SortedSet<ProcessType> types =
        new TreeSet<>(
            slug.map(s -> s.processes().keySet()).orElse(formation.quantities().keySet()));
    types.remove(ProcessType.RELEASE);
    return types;
  }

  /** A type that the app has. */
  ProcessType known(String name) {
    return known(name, "");
  }

  /** The same, for settings: one that the app is still to get may be meant. */
  ProcessType wanted(String name) {
    return known(name, " Add a line to its Procfile and push.");
  }

  /**
   * The same, or the release phase, which has a size and nothing else. It has it also where no
   * release lives that has a phase: one that needed more memory lives no more.
   */
  ProcessType sized(String name) {
    return name.equals(ProcessType.RELEASE.name()) ? ProcessType.RELEASE : wanted(name);
  }

  private ProcessType known(String name, String advice) {
    return types().stream()
        .filter(type -> type.name().equals(name))
        .findFirst()
        .orElseThrow(() ->
            Rejected.notFound(
                "formation",
                "App '"
                    + app.name()
                    + "' has no process type '"
                    + new ProcessType(name)
                    + "'; it has "
                    + String.join(", ", types().stream().map(ProcessType::name).toList())
                    + "."
                    + advice));
  }

  /** The release phase stands at the end: clients look for it there, but it cannot be scaled. */
  List<Shape> shapes() {
    return Stream.concat(types().stream(), phase()).map(this::shape).toList();
  }

  private Stream<ProcessType> phase() {
    return slug.filter(s -> s.has(ProcessType.RELEASE)).map(_ -> ProcessType.RELEASE).stream();
  }

  Shape shape(ProcessType type) {
    ProcessSettings settings = formation.settings(type);
    String size = settings.size().text();
    return Shape.empty()
        .with("id", id(type))
        .with("type", type.name())
        .with("quantity", formation.quantity(type))
        .texts("stopped", formation.stopped(type).stream().map(Slot::toString).toList())
        .with("size", size)
        .with("dyno_size", Shape.reference(named(size), size))
        .with("stop_grace", settings.grace().toSeconds())
        .with("websocket_grace", settings.webSocketGrace().toSeconds())
        .with("surge", settings.surge().map(String::valueOf).orElse("auto"))
        .with("user", settings.isolation().user().text())
        .with("read_only", settings.isolation().readOnly())
        .with("tmpfs", settings.isolation().tmpfsText())
        .with("ulimits", settings.isolation().ulimits().toString())
        .with("command", slug.map(s -> s.processes().getOrDefault(type, "")).orElse(""))
        .with("app", Shape.reference(app.id().value(), app.name().value()))
        .with("created_at", app.createdAt())
        .with("updated_at", app.updatedAt());
  }

  private UUID id(ProcessType type) {
    return named(type + " of " + app.id());
  }

  private static UUID named(String name) {
    return UUID.nameUUIDFromBytes(name.getBytes(StandardCharsets.UTF_8));
  }
}
