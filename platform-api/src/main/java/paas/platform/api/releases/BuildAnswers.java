package paas.platform.api.releases;

import jakarta.inject.Singleton;
import java.util.Optional;
import paas.platform.api.guard.AppCall;
import paas.platform.api.logs.BuildLinks;
import paas.platform.api.wire.Shape;
import paas.platform.store.BuildRecord;

/** Shows one build to a caller, with a link of their own to its output. */
@Singleton
public final class BuildAnswers {
  private final BuildShapes shapes;
  private final BuildLinks links;

  BuildAnswers(BuildShapes shapes, BuildLinks links) {
    this.shapes = shapes;
    this.links = links;
  }

  public Shape of(AppCall call, BuildRecord build) {
    return shapes.of(call.app(), build, Optional.of(links.issue(call.caller(), build)));
  }
}
