package paas.platform.api;

import java.util.function.Consumer;
import paas.runner.InstanceId;
import paas.runner.OneOff;
import paas.runner.OneOffSpec;

/** A one-off that a test plays. */
final class FakeOneOff extends FakeProcess implements OneOff {
  final OneOffSpec spec;
  final boolean detached;
  private final InstanceId id;
  private final Consumer<InstanceId> onClose;

  FakeOneOff(InstanceId id, OneOffSpec spec, boolean detached, Consumer<InstanceId> onClose) {
    this.id = id;
    this.spec = spec;
    this.detached = detached;
    this.onClose = onClose;
  }

  @Override
  public InstanceId id() {
    return id;
  }

  @Override
  public String name() {
    return spec.name();
  }

  @Override
  public void close() {
    super.close();
    onClose.accept(id);
  }
}
