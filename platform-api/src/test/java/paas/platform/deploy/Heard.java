package paas.platform.deploy;

import java.util.List;
import paas.platform.StillInstances;
import paas.runner.Instance;
import paas.runner.InstanceId;
import paas.runner.Listener;

/** Containers of which only the ports matter. */
record Heard(List<Instance> there, List<Listener> ports) implements StillInstances {
  @Override
  public List<Instance> list() {
    return there;
  }

  @Override
  public List<Listener> listeners(InstanceId id) {
    return ports;
  }
}
