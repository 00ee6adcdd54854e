package paas.platform.check;

import java.util.ArrayList;
import java.util.List;

/** III: config, and secrets above all, in the environment and not in the source. */
final class ConfigInEnvironment implements Factor {
  @Override
  public int number() {
    return 3;
  }

  @Override
  public String name() {
    return "Config";
  }

  @Override
  public FactorReport look(Evidence evidence) {
    if (!evidence.source().read()) {
      return unseen("its source was not read");
    }
    List<Finding> findings = new ArrayList<>();
    for (Fact fact : evidence.source().of(Fact.Kind.SECRET)) {
      findings.add(
          new Finding(
              "%s holds %s".formatted(fact.where(), fact.detail()),
              "Revoke it, take it out of the repository, and set its successor: paas config:set"));
    }
    for (Fact fact : evidence.source().of(Fact.Kind.ENVIRONMENT)) {
      findings.add(
          new Finding(
              "%s is committed and sets %s".formatted(fact.path(), fact.detail()),
              "git rm --cached " + fact.path() + ", and set them with paas config:set"));
    }
    for (Fact fact : evidence.source().of(Fact.Kind.PASSWORD)) {
      findings.add(
          new Finding(
              "%s holds a password (%s)".formatted(fact.where(), fact.detail()),
              "Read it from a config var instead, and change the password"));
    }
    return judge(findings, "no secrets in the source");
  }
}
