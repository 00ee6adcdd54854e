package paas.builder.image;

import com.github.dockerjava.api.exception.NotFoundException;
import java.io.BufferedInputStream;
import java.io.IOException;
import java.io.InputStream;
import java.nio.file.Files;
import java.util.Map;
import paas.runner.engine.Engine;

/**
 * The slow way to write an image, for engines whose image store does not take partial archives: a
 * container that is never started, the layers put into it, and a commit. The digest differs from
 * one time to the next.
 */
final class CommitWriter {
  private final Engine engine;
  private final Map<String, String> containerLabels;

  CommitWriter(Engine engine, Map<String, String> containerLabels) {
    this.engine = engine;
    this.containerLabels = containerLabels;
  }

  String write(ImageSpec spec, String name) throws IOException {
    String container = create(spec);
    try {
      for (Layer.New layer : spec.fresh()) {
        try (InputStream tar =
            new BufferedInputStream(Files.newInputStream(layer.tar()), 1 << 16)) {
          engine
              .client()
              .copyArchiveToContainerCmd(container)
              .withRemotePath("/")
              .withTarInputStream(tar)
              .exec();
        }
      }
      return engine
          .client()
          .commitCmd(container)
          .withRepository(name)
          .withTag("latest")
          .withLabels(spec.labels())
          .exec();
    } finally {
      remove(container);
    }
  }

  private String create(ImageSpec spec) {
    return engine
        .client()
        .createContainerCmd(spec.stack().id())
        .withEntrypoint(spec.launcher())
        .withCmd()
        .withUser(spec.stack().user())
        .withWorkingDir("/" + StackImage.HOME)
        .withLabels(containerLabels)
        .exec()
        .getId();
  }

  private void remove(String container) {
    try {
      engine.client().removeContainerCmd(container).withForce(true).withRemoveVolumes(true).exec();
    } catch (NotFoundException e) {
      // Gone already, which is what was wanted.
    }
  }
}
