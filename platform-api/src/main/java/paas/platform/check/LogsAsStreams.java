package paas.platform.check;

import java.util.ArrayList;
import java.util.List;

/** XI: logs go to standard output, not to files. */
final class LogsAsStreams implements Factor {
  @Override
  public int number() {
    return 11;
  }

  @Override
  public String name() {
    return "Logs";
  }

  @Override
  public FactorReport look(Evidence evidence) {
    if (evidence.instances().isEmpty()) {
      return unseen("no running instance to look at");
    }
    List<Finding> findings = new ArrayList<>();
    for (InstanceFacts instance : evidence.instances()) {
      List<String> logs = Written.logs(instance);
      if (!logs.isEmpty()) {
        findings.add(
            new Finding(
                instance.process() + " writes log files: " + Written.shown(logs),
                "Log to standard output: paas logs shows, keeps and drains that only"));
      }
    }
    return judge(findings, "no log files written");
  }
}
