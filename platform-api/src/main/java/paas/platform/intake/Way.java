package paas.platform.intake;

import java.util.Optional;
import paas.platform.app.App;
import paas.platform.store.QueuedBuild;

/** Knows how to make builds of one kind of order; there is one for each kind. */
public interface Way {
  /** Absent for orders of another kind. Does nothing yet. */
  Optional<Arrival> arrival(App app, QueuedBuild queued);

  /** How the order becomes an image, and what is noted on the way. */
  record Arrival(Deployment.Maker maker, Notes notes) {}
}
