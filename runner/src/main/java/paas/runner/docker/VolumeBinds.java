package paas.runner.docker;

import com.github.dockerjava.api.model.Mount;
import com.github.dockerjava.api.model.MountType;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermissions;
import java.util.List;
import java.util.Optional;
import java.util.stream.Stream;
import paas.runner.InstanceId;
import paas.runner.Sandbox;
import paas.runner.VolumeFailed;
import paas.runner.VolumeMount;
import paas.runner.Volumes;

/** Gives containers the volumes of their sandbox; an empty one belongs to whom it is given. */
final class VolumeBinds {
  private final Volumes volumes;
  private final ContainerUser users;

  VolumeBinds(Volumes volumes, ContainerUser users) {
    this.volumes = volumes;
    this.users = users;
  }

  /** Mounts them on the host. The engine refuses a source that went away, and makes none. */
  List<Mount> open(Sandbox sandbox) {
    return sandbox.volumes().stream().map(this::bind).toList();
  }

  private Mount bind(VolumeMount mount) {
    return new Mount()
        .withType(MountType.BIND)
        .withSource(volumes.open(mount.volume()).toString())
        .withTarget(mount.path())
        .withReadOnly(mount.readOnly());
  }

  /** To be called before the container starts. */
  void own(InstanceId id, Sandbox sandbox) {
    List<Path> fresh =
        sandbox.volumes().stream()
            .map(mount -> volumes.open(mount.volume()))
            .filter(VolumeBinds::empty)
            .toList();
    if (!fresh.isEmpty()) {
      Optional<Owner> owner = users.of(id);
      fresh.forEach(directory -> give(directory, owner));
    }
  }

  private static boolean empty(Path directory) {
    try (Stream<Path> entries = Files.list(directory)) {
      return entries.findFirst().isEmpty();
    } catch (IOException e) {
      throw failed(directory, e);
    }
  }

  /** Where the owner cannot be known everybody in the container may write: it is one app's. */
  private static void give(Path directory, Optional<Owner> owner) {
    try {
      String rights = owner.isPresent() ? "rwxr-xr-x" : "rwxrwxrwx";
      Files.setAttribute(directory, "unix:uid", owner.map(Owner::uid).orElse(0));
      Files.setAttribute(directory, "unix:gid", owner.map(Owner::gid).orElse(0));
      Files.setPosixFilePermissions(directory, PosixFilePermissions.fromString(rights));
    } catch (IOException e) {
      throw failed(directory, e);
    }
  }

  private static VolumeFailed failed(Path directory, IOException e) {
    return new VolumeFailed(
        "Giving %s to its app failed: %s".formatted(directory, e.getMessage()), e);
  }
}
