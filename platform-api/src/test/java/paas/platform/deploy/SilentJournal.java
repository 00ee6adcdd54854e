package paas.platform.deploy;

import java.util.List;
import paas.platform.app.AppId;
import paas.platform.formation.Slot;
import paas.runner.Instance;
import paas.runner.InstanceId;

/** A journal that nobody reads. */
class SilentJournal implements Journal {
  @Override
  public void event(AppId app, String text) {}

  @Override
  public void platform(AppId app, String process, String text) {}

  @Override
  public void output(AppId app, String process, String text) {}

  @Override
  public void follow(Instance instance) {}

  @Override
  public void finish(Instance instance) {}

  @Override
  public void gone(AppId app, InstanceId id) {}

  @Override
  public List<String> tail(AppId app, Slot slot, int lines) {
    return List.of();
  }

  @Override
  public List<String> tail(Instance instance, int lines) {
    return List.of();
  }
}
