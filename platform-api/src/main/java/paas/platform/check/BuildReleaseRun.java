package paas.platform.check;

import java.util.List;

/** V: what is built is not built again when it runs. */
final class BuildReleaseRun implements Factor {
  private static final String FIX =
      "Do it in the build: a build script or a buildpack; the run then starts what is there";

  private static final List<Commands.Habit> HABITS =
      List.of(
          Commands.Habit.of(
              "(npm|pnpm|yarn|bun) (ci|install|i)|yarn(?= *&&)", "installs packages at start", FIX),
          Commands.Habit.of("(npm|pnpm|yarn|bun)( run)? build", "builds at start", FIX),
          Commands.Habit.of(
              "pip3? install|bundle install|composer install", "installs packages at start", FIX),
          Commands.Habit.of(
              "go run|cargo run|mvn|\\./mvnw|gradle|\\./gradlew", "builds at start", FIX));

  @Override
  public int number() {
    return 5;
  }

  @Override
  public String name() {
    return "Build, release, run";
  }

  @Override
  public FactorReport look(Evidence evidence) {
    return evidence.processes().isEmpty()
        ? unseen("no process types")
        : judge(
            Commands.shown(evidence.processes(), HABITS), "the commands only start what was built");
  }
}
