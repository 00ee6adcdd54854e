package paas.platform.check;

import java.util.List;
import java.util.Set;

/** Files that tell something by being there. */
final class Telltales {
  private static final Set<String> NAMES =
      Set.of(
          "package-lock.json",
          "npm-shrinkwrap.json",
          "yarn.lock",
          "pnpm-lock.yaml",
          "bun.lock",
          "bun.lockb",
          "Gemfile",
          "Gemfile.lock",
          "composer.lock",
          "Cargo.toml",
          "Cargo.lock",
          "Pipfile",
          "Pipfile.lock",
          "poetry.lock",
          "uv.lock",
          "pdm.lock",
          "requirements.txt",
          "go.sum",
          "mix.exs",
          "mix.lock",
          "alembic.ini");

  private static final List<String> MIGRATIONS =
      List.of("db/migrate/", "prisma/migrations/", "migrations/", "alembic/versions/");

  private Telltales() {}

  static boolean is(String path) {
    return NAMES.contains(path) || MIGRATIONS.stream().anyMatch(path::startsWith);
  }

  /** A migration stands for its folder. */
  static String shown(String path) {
    return MIGRATIONS.stream().filter(path::startsWith).findFirst().orElse(path);
  }

  static List<String> migrations() {
    return MIGRATIONS;
  }
}
