package paas.platform.check;

import java.util.ArrayList;
import java.util.List;

/** VII: web processes serve on {@code $PORT}, and on nothing else. */
final class PortBinding implements Factor {
  @Override
  public int number() {
    return 7;
  }

  @Override
  public String name() {
    return "Port binding";
  }

  @Override
  public FactorReport look(Evidence evidence) {
    List<InstanceFacts> webs = evidence.instances().stream().filter(InstanceFacts::web).toList();
    if (webs.isEmpty()) {
      return unseen("no running web instance to look at" + hint(others(evidence)));
    }
    List<Finding> findings = new ArrayList<>();
    for (InstanceFacts web : webs) {
      List<Integer> others = web.ports().stream().filter(port -> port != evidence.port()).toList();
      if (!web.ports().isEmpty() && !web.ports().contains(evidence.port())) {
        findings.add(
            new Finding(
                "%s listens on %s, not on $PORT (%d)%s"
                    .formatted(web.process(), others, evidence.port(), hint(others(evidence))),
                "Bind the web server to 0.0.0.0:$PORT"));
      } else if (!others.isEmpty()) {
        findings.add(
            new Finding(
                "%s listens on %s besides $PORT".formatted(web.process(), others),
                "Requests reach $PORT only: close the others, or bind them to 127.0.0.1"));
      }
    }
    return judge(findings, "web listens on $PORT only");
  }

  /** Those that the image EXPOSEs and requests do not reach. */
  private static List<String> others(Evidence evidence) {
    String port = evidence.port() + "/tcp";
    return evidence.source().of(Fact.Kind.EXPOSED).stream()
        .map(Fact::detail)
        .filter(exposed -> !exposed.equals(port))
        .toList();
  }

  private static String hint(List<String> exposed) {
    return exposed.isEmpty()
        ? ""
        : "; its Dockerfile EXPOSEs " + String.join(" ", exposed) + ", requests go to $PORT";
  }
}
