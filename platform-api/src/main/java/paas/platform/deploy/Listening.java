package paas.platform.deploy;

import java.util.Optional;
import paas.platform.app.AppId;
import paas.platform.fault.Unavailable;
import paas.platform.formation.Slot;
import paas.platform.release.ProcessType;
import paas.runner.Instance;
import paas.runner.Instances;
import paas.runner.RunnerException;
import paas.runner.State;
import paas.runner.engine.EngineUnavailable;

/** Tells whether what runs of a process type could answer requests. Changes nothing. */
public final class Listening {
  private final Instances instances;

  Listening(Instances instances) {
    this.instances = instances;
  }

  /** One of the type's running instances that does not listen on its port. */
  public Optional<Slot> deaf(AppId app, ProcessType type) {
    try {
      return instances.list(app.toString()).stream()
          .filter(instance -> instance.type().equals(type.name()))
          .filter(instance ->
              instance.state() instanceof State.Running running && !listens(instance, running))
          .map(Observer::slot)
          .findFirst();
    } catch (EngineUnavailable | RunnerException e) {
      throw new Unavailable("The app's instances cannot be looked at: " + e.getMessage(), e);
    }
  }

  private boolean listens(Instance instance, State.Running running) {
    return instances.listeningPorts(instance.id()).contains(running.port());
  }
}
