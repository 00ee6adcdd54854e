package paas.platform.check;

import java.util.ArrayList;
import java.util.List;

/** VI: processes keep nothing on their disk. */
final class StatelessProcesses implements Factor {
  @Override
  public int number() {
    return 6;
  }

  @Override
  public String name() {
    return "Processes";
  }

  @Override
  public FactorReport look(Evidence evidence) {
    if (evidence.instances().isEmpty()) {
      return unseen("no running instance to look at");
    }
    List<Finding> findings = new ArrayList<>();
    for (InstanceFacts instance : evidence.instances()) {
      List<String> state = Written.state(instance);
      if (!state.isEmpty()) {
        findings.add(
            new Finding(
                instance.process() + " wrote to its disk: " + Written.shown(state),
                "It is gone at the next restart: keep it in a database, an object store or a volume"
                    + " (paas storage)"));
      }
    }
    return judge(findings, "nothing written outside temporary folders");
  }
}
