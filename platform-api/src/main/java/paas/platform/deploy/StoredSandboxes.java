package paas.platform.deploy;

import paas.platform.app.AppId;
import paas.platform.formation.Isolation;
import paas.platform.release.ProcessType;
import paas.platform.store.FormationStore;
import paas.runner.RunAs;
import paas.runner.Sandbox;
import paas.runner.Tmpfs;

/** The sandboxes as the store has them. */
final class StoredSandboxes implements Sandboxes {
  private final FormationStore formations;

  StoredSandboxes(FormationStore formations) {
    this.formations = formations;
  }

  @Override
  public Sandbox of(AppId app, ProcessType type) {
    Isolation isolation = formations.of(app).settings(type).isolation();
    return new Sandbox(
        user(isolation),
        isolation.readOnly(),
        isolation.inMemory().stream()
            .map(each -> new Tmpfs(each.path().value(), each.size() << 20))
            .toList());
  }

  private static RunAs user(Isolation isolation) {
    return isolation
        .user()
        .uid()
        .<RunAs>map(RunAs.Uid::new)
        .orElseGet(() ->
            isolation.user().equals(paas.platform.formation.RunAs.IMAGE)
                ? new RunAs.OfImage()
                : new RunAs.Unprivileged());
  }
}
