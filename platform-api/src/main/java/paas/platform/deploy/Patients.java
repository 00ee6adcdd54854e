package paas.platform.deploy;

import java.util.List;
import paas.platform.deploy.vitals.Patient;
import paas.platform.release.ReleaseVersion;
import paas.platform.release.Slug;
import paas.runner.Instance;
import paas.runner.State;

/** Tells whoever asks instances how each is reached. */
final class Patients {
  private Patients() {}

  static Patient of(AppIntent intent, Instance instance, State.Running running, String domain) {
    List<String> launcher =
        HealthPlans.find(intent, new ReleaseVersion(instance.release()))
            .flatMap(release -> release.slug())
            .map(Slug::shell)
            .orElse(List.of());
    return new Patient(
        instance.id(),
        running.since(),
        running.address(),
        running.port(),
        intent.app().name() + "." + domain,
        launcher);
  }
}
