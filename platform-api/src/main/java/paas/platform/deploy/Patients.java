package paas.platform.deploy;

import java.time.Instant;
import java.util.List;
import paas.platform.deploy.vitals.Patient;
import paas.platform.release.ReleaseVersion;
import paas.platform.release.Slug;
import paas.runner.Instance;
import paas.runner.State;

/** Tells whoever asks instances how each is reached. */
final class Patients {
  private Patients() {}

  /** {@code since}: when it began to run, by the clock of whoever asks. */
  static Patient of(
      AppIntent intent, Instance instance, State.Running running, Instant since, String domain) {
    List<String> launcher =
        HealthPlans.find(intent, new ReleaseVersion(instance.release()))
            .flatMap(release -> release.slug())
            .map(Slug::shell)
            .orElse(List.of());
    return new Patient(
        instance.id(),
        since,
        running.address(),
        running.port(),
        intent.edge().protocol(instance.type()),
        intent.app().name() + "." + domain,
        launcher);
  }
}
