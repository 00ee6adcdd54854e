package paas.platform.deploy;

import java.util.Optional;
import paas.platform.app.App;
import paas.platform.release.ProcessType;
import paas.platform.release.Release;

/** The release phase as a one-off of the release. */
final class OneOffPhase implements ReleasePhase {
  private final PhaseProcess process;

  OneOffPhase(PhaseProcess process) {
    this.process = process;
  }

  @Override
  public Optional<String> run(App app, Release release, Recall recall) {
    String command = release.slug().orElseThrow().processes().getOrDefault(ProcessType.RELEASE, "");
    return process.run(app, release, ProcessType.RELEASE.name(), "release phase", command, recall);
  }
}
