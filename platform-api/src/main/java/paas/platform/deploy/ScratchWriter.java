package paas.platform.deploy;

import paas.runner.AppKey;
import paas.runner.Instance;
import paas.runner.InstanceId;
import paas.runner.RunningOneOff;

/** A container that runs and may write: an instance or a one-off. */
record ScratchWriter(InstanceId id, AppKey app, String type, String name, boolean isOneOff) {
  static ScratchWriter of(Instance one) {
    return new ScratchWriter(one.id(), one.app(), one.type(), one.name(), false);
  }

  static ScratchWriter of(RunningOneOff one) {
    return new ScratchWriter(one.id(), one.app(), one.type(), one.name(), true);
  }

  /** Of instances; alike are those that a request or a job may have instead. */
  String kind() {
    return app.id() + " " + type;
  }

  @Override
  public String toString() {
    return name + " of app " + app.name();
  }
}
