package paas.platform.deploy;

import java.util.List;
import java.util.Set;
import java.util.function.Predicate;
import java.util.stream.Collectors;
import paas.platform.app.AppId;
import paas.platform.formation.Isolation;
import paas.platform.release.ProcessType;
import paas.platform.storage.Mounting;
import paas.platform.storage.Volume;
import paas.platform.store.FormationStore;
import paas.platform.store.VolumeStore;
import paas.runner.RunAs;
import paas.runner.Sandbox;
import paas.runner.Tmpfs;
import paas.runner.Ulimit;
import paas.runner.VolumeId;
import paas.runner.VolumeMount;

/** The sandboxes as the store has them. */
final class StoredSandboxes implements Sandboxes {
  private final FormationStore formations;
  private final VolumeStore volumes;

  StoredSandboxes(FormationStore formations, VolumeStore volumes) {
    this.formations = formations;
    this.volumes = volumes;
  }

  @Override
  public Sandbox of(AppId app, ProcessType type) {
    return sandbox(app, type, mounting -> mounting.concerns(type));
  }

  @Override
  public Sandbox ofOneOff(AppId app, ProcessType type) {
    return sandbox(app, type, mounting -> true);
  }

  /** A volume counts where a tmpfs has the same place. */
  private Sandbox sandbox(AppId app, ProcessType type, Predicate<Mounting> has) {
    Isolation isolation = formations.of(app).settings(type).isolation();
    List<VolumeMount> mounts =
        volumes.of(app).stream()
            .flatMap(volume -> volume.mounting().filter(has).map(at -> mount(volume, at)).stream())
            .toList();
    Set<String> taken = mounts.stream().map(VolumeMount::path).collect(Collectors.toSet());
    List<Tmpfs> tmpfs =
        isolation.inMemory().stream()
            .map(each -> new Tmpfs(each.path().value(), each.size() << 20))
            .filter(each -> !taken.contains(each.path()))
            .toList();
    List<Ulimit> ulimits =
        isolation.ulimits().each().stream()
            .map(each -> new Ulimit(each.kind().toString(), each.soft(), each.hard()))
            .toList();
    return new Sandbox(user(isolation), isolation.readOnly(), tmpfs, mounts, ulimits);
  }

  private static VolumeMount mount(Volume volume, Mounting at) {
    return new VolumeMount(new VolumeId(volume.id().toString()), at.path().value(), at.readOnly());
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
