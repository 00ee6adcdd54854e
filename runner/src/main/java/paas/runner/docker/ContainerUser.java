package paas.runner.docker;

import com.github.dockerjava.api.exception.NotFoundException;
import java.io.IOException;
import java.io.InputStream;
import java.nio.charset.StandardCharsets;
import java.util.Objects;
import java.util.Optional;
import paas.runner.InstanceId;

/** As whom a container that was made will run, as the engine will find it out when it starts. */
final class ContainerUser {
  private static final String PASSWD = "/etc/passwd";

  /** Larger ones are not read further. */
  private static final int LONGEST = 1 << 20;

  /** POSIX.1-1988 ustar: the header is one block. */
  private static final int BLOCK = 512;

  private final Containers containers;

  ContainerUser(Containers containers) {
    this.containers = containers;
  }

  /** Empty where its image has no entry for the name. */
  Optional<Owner> of(InstanceId id) {
    String user =
        containers
            .inspect(id)
            .map(found -> Objects.requireNonNullElse(found.getConfig().getUser(), ""))
            .filter(name -> !name.isEmpty())
            .orElse("0");
    return Owner.of(user, passwd(id));
  }

  private String passwd(InstanceId id) {
    return Calls.ask(() -> {
      try (InputStream tar =
          containers.engine().client().copyArchiveFromContainerCmd(id.value(), PASSWD).exec()) {
        byte[] header = tar.readNBytes(BLOCK);
        return header.length < BLOCK
            ? ""
            : new String(tar.readNBytes(LONGEST), StandardCharsets.UTF_8);
      } catch (NotFoundException | IOException none) {
        return "";
      }
    });
  }
}
