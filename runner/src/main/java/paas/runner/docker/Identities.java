package paas.runner.docker;

import com.github.dockerjava.api.exception.NotFoundException;
import com.github.dockerjava.api.model.ContainerConfig;
import java.util.List;
import java.util.Objects;
import java.util.Optional;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;
import paas.runner.ImageDigest;
import paas.runner.NoSuchImage;
import paas.runner.RunAs;
import paas.runner.engine.Engine;

/** As whom containers run: what their images say is asked of the engine. */
final class Identities {
  /** The user that the stack image builds and runs apps as: nobody on the host. */
  private static final String UNPRIVILEGED = "47113:47113";

  private static final Pattern ROOT = Pattern.compile("(|root|0+)(:.*)?");
  private static final String HOME = "HOME=";

  private final Engine engine;

  Identities(Engine engine) {
    this.engine = engine;
  }

  /**
   * Another user than the image's.
   *
   * @param home where that user's home is; empty where the image names one
   */
  record Other(String user, Optional<String> home) {}

  /** Empty leaves it to the image; {@link NoSuchImage} where there is none. */
  Optional<Other> of(ImageDigest image, RunAs chosen) {
    return switch (chosen) {
      case RunAs.OfImage as -> Optional.empty();
      case RunAs.Uid(int uid) -> Optional.of(other(uid + ":" + uid, config(image)));
      case RunAs.Unprivileged as -> instead(config(image));
    };
  }

  private static Optional<Other> instead(@Nullable ContainerConfig image) {
    String user = image == null ? "" : Objects.requireNonNullElse(image.getUser(), "");
    return ROOT.matcher(user).matches()
        ? Optional.of(other(UNPRIVILEGED, image))
        : Optional.empty();
  }

  /** The engine gives a user that the image does not know the home {@code /}. */
  private static Other other(String user, @Nullable ContainerConfig image) {
    String @Nullable [] env = image == null ? null : image.getEnv();
    boolean named = env != null && List.of(env).stream().anyMatch(line -> line.startsWith(HOME));
    return new Other(user, named ? Optional.empty() : Optional.of("/tmp"));
  }

  private @Nullable ContainerConfig config(ImageDigest image) {
    return Calls.ask(() -> {
      try {
        return engine.client().inspectImageCmd(image.value()).exec().getConfig();
      } catch (NotFoundException e) {
        throw new NoSuchImage(image, e);
      }
    });
  }
}
