package paas.platform.check;

import java.util.ArrayList;
import java.util.List;

/** X: development and production are alike. */
final class Parity implements Factor {
  private static final String SERVER = "Use a production server in the Procfile, such as ";

  private static final List<Commands.Habit> HABITS =
      List.of(
          Commands.Habit.of(
              "flask( --app \\S+)? run", "is a development server", SERVER + "gunicorn"),
          Commands.Habit.of(
              "\\S*manage\\.py runserver", "is a development server", SERVER + "gunicorn"),
          Commands.Habit.of(
              "uvicorn .*--reload|gunicorn .*--reload", "reloads on changes", "Leave --reload out"),
          Commands.Habit.of(
              "nodemon|ts-node-dev|node --watch|tsx watch", "restarts on changes", SERVER + "node"),
          Commands.Habit.of(
              "next dev|nuxt dev|vite(?! (preview|build))|ng serve|webpack-dev-server|webpack serve|react-scripts start"
                  + "|(npm|pnpm|yarn|bun)( run)? dev",
              "is a development server",
              "Build in the build, and serve what it made"),
          Commands.Habit.of("php -S|artisan serve", "is a development server", SERVER + "PHP-FPM"));

  @Override
  public int number() {
    return 10;
  }

  @Override
  public String name() {
    return "Dev/prod parity";
  }

  @Override
  public FactorReport look(Evidence evidence) {
    List<Finding> findings = new ArrayList<>(Commands.shown(evidence.processes(), HABITS));
    for (Fact fact : evidence.source().of(Fact.Kind.SQLITE)) {
      findings.add(
          new Finding(
              "%s needs %s in production".formatted(fact.where(), fact.detail()),
              "A SQLite file is gone at the next restart: use one database server everywhere"));
    }
    for (String key : evidence.config().development()) {
      findings.add(
          new Finding(
              "Config var " + key + " says development",
              "paas config:unset " + key + ", or set it to production"));
    }
    return judge(findings, "no development servers, no SQLite");
  }
}
