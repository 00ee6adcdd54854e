package paas.platform.deploy;

import java.util.List;
import java.util.Optional;
import java.util.function.Function;
import paas.platform.app.AppId;
import paas.platform.fault.Unavailable;
import paas.platform.formation.Slot;
import paas.platform.release.ProcessType;
import paas.runner.InstanceId;
import paas.runner.Instances;
import paas.runner.RunnerException;
import paas.runner.State;
import paas.runner.engine.EngineUnavailable;

/** Tells whether what is up of a process type could answer requests. Changes nothing. */
public final class Listening {
  private final Function<AppId, List<InstanceView>> views;
  private final Instances instances;

  /** {@code views} are an app's instances as its loop holds them to be. */
  Listening(Function<AppId, List<InstanceView>> views, Instances instances) {
    this.views = views;
    this.instances = instances;
  }

  /** One of the type's instances that is up and does not listen on its port. */
  public Optional<Slot> deaf(AppId app, ProcessType type) {
    try {
      return views.apply(app).stream()
          .filter(view -> view.slot().type().equals(type) && view.state().equals("up"))
          .filter(this::isDeaf)
          .map(InstanceView::slot)
          .findFirst();
    } catch (EngineUnavailable | RunnerException e) {
      throw new Unavailable("The app's instances cannot be looked at: " + e.getMessage(), e);
    }
  }

  private boolean isDeaf(InstanceView view) {
    InstanceId id = new InstanceId(view.container());
    return instances
        .find(id)
        .filter(instance ->
            instance.state() instanceof State.Running running
                && !instances.listeningPorts(id).contains(running.port()))
        .isPresent();
  }
}
