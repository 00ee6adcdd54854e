package paas.platform.deploy;

import java.util.List;
import java.util.SortedMap;
import paas.platform.health.Healthcheck;
import paas.platform.release.ProcessType;
import paas.platform.release.Slug;

/** Reads the health checks of a build's app.json; the simulation has read its own before. */
@FunctionalInterface
interface Manifests {
  SortedMap<ProcessType, List<Healthcheck>> of(Slug slug);
}
