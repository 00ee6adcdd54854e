package paas.platform.check;

import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/** II: dependencies are declared, with exact versions. */
final class DeclaredDependencies implements Factor {
  private static final int SHOWN = 5;

  /** A manifest, the lock files that go with it, and the command that writes one. */
  private record Ecosystem(String manifest, List<String> locks, String command) {}

  private static final List<Ecosystem> ECOSYSTEMS =
      List.of(
          new Ecosystem(
              "package.json",
              List.of(
                  "package-lock.json",
                  "npm-shrinkwrap.json",
                  "yarn.lock",
                  "pnpm-lock.yaml",
                  "bun.lock",
                  "bun.lockb"),
              "npm install"),
          new Ecosystem("Gemfile", List.of("Gemfile.lock"), "bundle lock"),
          new Ecosystem("composer.json", List.of("composer.lock"), "composer update"),
          new Ecosystem("Cargo.toml", List.of("Cargo.lock"), "cargo generate-lockfile"),
          new Ecosystem("Pipfile", List.of("Pipfile.lock"), "pipenv lock"),
          new Ecosystem(
              "pyproject.toml",
              List.of("uv.lock", "poetry.lock", "pdm.lock", "requirements.txt", "Pipfile.lock"),
              "uv lock"),
          new Ecosystem("go.mod", List.of("go.sum"), "go mod tidy"),
          new Ecosystem("mix.exs", List.of("mix.lock"), "mix deps.get"));

  @Override
  public int number() {
    return 2;
  }

  @Override
  public String name() {
    return "Dependencies";
  }

  @Override
  public FactorReport look(Evidence evidence) {
    SourceFacts source = evidence.source();
    if (!source.read()) {
      return unseen("its source was not read");
    }
    List<Finding> findings = new ArrayList<>();
    List<String> locked = new ArrayList<>();
    for (Ecosystem each : ECOSYSTEMS) {
      List<String> locks = each.locks().stream().filter(source::hasFile).toList();
      if (declares(source, each.manifest()) && locks.isEmpty()) {
        findings.add(
            new Finding(
                each.manifest() + " has no lock file: two builds may get different versions",
                "Run `%s` and commit %s".formatted(each.command(), each.locks().getFirst())));
      }
      locked.addAll(locks);
    }
    unpinned(source).ifPresent(findings::add);
    return judge(
        findings, locked.isEmpty() ? "no dependencies" : "locked by " + String.join(", ", locked));
  }

  private static boolean declares(SourceFacts source, String manifest) {
    return source.hasFile(manifest)
        || source.of(Fact.Kind.DEPENDENCIES).stream().anyMatch(f -> f.path().equals(manifest));
  }

  private static Optional<Finding> unpinned(SourceFacts source) {
    Map<String, Fact> names = new LinkedHashMap<>();
    source.of(Fact.Kind.UNPINNED).forEach(fact -> names.putIfAbsent(fact.detail(), fact));
    if (names.isEmpty() || source.hasFile("uv.lock") || source.hasFile("poetry.lock")) {
      return Optional.empty();
    }
    String shown = String.join(", ", names.keySet().stream().limit(SHOWN).toList());
    return Optional.of(
        new Finding(
            "requirements.txt leaves versions open: " + shown + (names.size() > SHOWN ? ", …" : ""),
            "Pin them: `pip freeze > requirements.txt`, or pip-compile"));
  }
}
