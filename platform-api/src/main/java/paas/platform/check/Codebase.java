package paas.platform.check;

import java.util.List;

/** I: one codebase in revision control, many deploys. */
final class Codebase implements Factor {
  @Override
  public int number() {
    return 1;
  }

  @Override
  public String name() {
    return "Codebase";
  }

  @Override
  public FactorReport look(Evidence evidence) {
    String commit = evidence.commit();
    return commit.isEmpty()
        ? judge(
            List.of(
                new Finding(
                    "The live release came from no git commit",
                    "Deploy with git push, so that every release names its source")),
            "")
        : fine("built from commit " + commit.substring(0, Math.min(8, commit.length())));
  }
}
