package paas.platform.intake;

import java.util.List;
import java.util.Optional;
import java.util.function.Function;
import paas.platform.app.App;
import paas.platform.app.AppId;
import paas.platform.check.FactorReport;
import paas.platform.recipe.PushCheck;
import paas.platform.release.Slug;

/** Refuses what a build made where the app's owner wants the twelve-factor check to. */
final class StrictCheck {
  private final Function<AppId, PushCheck> wanted;
  private final Function<Slug, List<FactorReport>> glance;

  /** What an app's owner wants, and what the check sees in what a build made. */
  StrictCheck(Function<AppId, PushCheck> wanted, Function<Slug, List<FactorReport>> glance) {
    this.wanted = wanted;
    this.glance = glance;
  }

  /** What it has against the deploy, and what to do; to be shown as a refusal. */
  record Objection(String cause, String advice) {}

  /** Nothing unless the check is strict and sees something to look at. */
  Optional<Objection> to(App app, Slug slug) {
    if (wanted.apply(app.id()) != PushCheck.STRICT) {
      return Optional.empty();
    }
    List<String> findings =
        glance.apply(slug).stream().flatMap(report -> lines(report).stream()).toList();
    return findings.isEmpty() ? Optional.empty() : Optional.of(objection(app, findings));
  }

  private static List<String> lines(FactorReport report) {
    return report.findings().stream()
        .map(finding -> "%s: %s\n  → %s".formatted(report.name(), finding.seen(), finding.fix()))
        .toList();
  }

  private static Objection objection(App app, List<String> findings) {
    String found = findings.size() == 1 ? "1 thing" : findings.size() + " things";
    return new Objection(
        "it found %s to mend, and this app's check is strict.\n%s"
            .formatted(found, String.join("\n", findings)),
        "Mend that, then push again; or: paas builds:set check=report --app " + app.name());
  }
}
