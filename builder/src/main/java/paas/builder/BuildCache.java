package paas.builder;

import com.github.dockerjava.api.command.InspectVolumeResponse;
import com.github.dockerjava.api.exception.NotFoundException;
import com.github.dockerjava.api.model.Bind;
import com.github.dockerjava.api.model.Volume;
import java.util.List;
import paas.builder.image.StackImage;
import paas.runner.engine.Engine;

/** The volumes that keep what buildpacks put aside between builds: one per app and stack. */
final class BuildCache {
  private final Engine engine;
  private final Labels labels;

  BuildCache(Engine engine, Labels labels) {
    this.engine = engine;
    this.labels = labels;
  }

  /** Makes an app's cache unless it is there; how a build sees it. */
  Bind bind(AppKey app) {
    String name = prefix(app) + "-" + StackImage.NAME;
    engine.client().createVolumeCmd().withName(name).withLabels(labels.cache(app)).exec();
    return new Bind(name, new Volume("/cache"));
  }

  /** Removes an app's caches, those of former stacks too. */
  void purge(AppKey app) {
    var found =
        engine
            .client()
            .listVolumesCmd()
            .withFilter("label", List.of(Labels.APP + "=" + app.id()))
            .exec();
    List<InspectVolumeResponse> volumes = found.getVolumes();
    for (InspectVolumeResponse volume :
        volumes == null ? List.<InspectVolumeResponse>of() : volumes) {
      if (!labels.cache(app).equals(volume.getLabels())) {
        continue;
      }
      try {
        engine.client().removeVolumeCmd(volume.getName()).exec();
      } catch (NotFoundException e) {
        // Gone already, which is what was wanted.
      }
    }
  }

  private String prefix(AppKey app) {
    return "paas-" + labels.platform() + "-cache-" + app.id();
  }
}
