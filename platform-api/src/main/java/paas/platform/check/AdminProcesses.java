package paas.platform.check;

import java.util.ArrayList;
import java.util.List;
import paas.platform.release.ProcessType;

/** XII: admin tasks run as one-offs, migrations in the release phase. */
final class AdminProcesses implements Factor {
  private static final String FIX = "Move it into a line `release: …` of the Procfile";

  private static final List<Commands.Habit> HABITS =
      List.of(
          Commands.Habit.of(
              "\\S*manage\\.py (migrate|collectstatic)|\\S*(rails|rake) db:\\S+|alembic upgrade"
                  + "|flask( --app \\S+)? db upgrade|prisma (migrate deploy|db push)"
                  + "|knex migrate:latest|sequelize(-cli)? db:migrate|typeorm migration:run"
                  + "|\\S*artisan migrate|(npm|pnpm|yarn|bun)( run)? (db:)?migrate",
              "migrates at every start of every instance",
              FIX));

  @Override
  public int number() {
    return 12;
  }

  @Override
  public String name() {
    return "Admin processes";
  }

  @Override
  public FactorReport look(Evidence evidence) {
    List<Finding> findings = new ArrayList<>(Commands.shown(evidence.processes(), HABITS));
    List<String> migrations =
        Telltales.migrations().stream().filter(evidence.source()::hasFile).toList();
    boolean phase = evidence.processes().containsKey(ProcessType.RELEASE);
    if (!migrations.isEmpty() && !phase && findings.isEmpty()) {
      findings.add(
          new Finding(
              migrations.getFirst() + " holds migrations and no release phase runs them",
              "Add a line `release: …` to the Procfile: it runs before every release goes live"));
    }
    return judge(findings, phase ? "the release phase runs before each release" : "none at start");
  }
}
