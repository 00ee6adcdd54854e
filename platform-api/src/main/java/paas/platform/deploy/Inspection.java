package paas.platform.deploy;

import java.util.List;
import paas.platform.app.AppId;
import paas.platform.check.InstanceFacts;
import paas.platform.fault.Unavailable;
import paas.platform.release.ProcessType;
import paas.runner.FileChanges;
import paas.runner.Instance;
import paas.runner.Instances;
import paas.runner.RunnerException;
import paas.runner.State;
import paas.runner.WrittenFiles;
import paas.runner.engine.EngineUnavailable;

/** Looks at an app's running instances for the twelve-factor check. Changes nothing. */
public final class Inspection {
  private static final int MOST = 10;

  private final Instances instances;
  private final FileChanges changes;

  Inspection(Instances instances, FileChanges changes) {
    this.instances = instances;
    this.changes = changes;
  }

  /** Of {@link #MOST} instances at most. Blocks while the engine looks at their disks. */
  public List<InstanceFacts> of(AppId app) {
    try {
      return instances.list().stream()
          .filter(instance -> instance.app().id().equals(app.toString()))
          .filter(instance -> instance.state() instanceof State.Running)
          .limit(MOST)
          .map(this::facts)
          .toList();
    } catch (EngineUnavailable | RunnerException e) {
      throw new Unavailable("The app's instances cannot be looked at: " + e.getMessage(), e);
    }
  }

  private InstanceFacts facts(Instance instance) {
    WrittenFiles written = changes.written(instance.id());
    return new InstanceFacts(
        instance.name(),
        instance.type().equals(ProcessType.WEB.name()),
        instances.listeningPorts(instance.id()),
        written.paths(),
        written.more());
  }
}
