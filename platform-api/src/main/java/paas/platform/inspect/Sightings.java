package paas.platform.inspect;

import java.util.List;
import paas.platform.app.AppId;
import paas.platform.check.InstanceFacts;

/** Where running instances are looked at. */
public interface Sightings {
  /** What the app's running instances show now. */
  List<InstanceFacts> of(AppId app);
}
