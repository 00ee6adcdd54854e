package paas.runner.docker;

import paas.runner.Instance;
import paas.runner.InstanceId;
import paas.runner.RunningOneOff;
import paas.runner.State;

/** One of our containers: its labels and its state at one moment. */
record Seen(InstanceId id, Labels labels, State state) {
  Instance asInstance() {
    return new Instance(
        id,
        labels.app(),
        labels.type(),
        labels.ordinal(),
        labels.release(),
        labels.epoch(),
        labels.grace(),
        labels.memory(),
        state);
  }

  RunningOneOff asOneOff() {
    return new RunningOneOff(
        id,
        labels.app(),
        labels.type(),
        labels.ordinal(),
        labels.release(),
        labels.kind() == Labels.Kind.DETACHED,
        labels.memory(),
        state);
  }
}
