package paas.platform.drain;

import java.util.List;
import java.util.concurrent.CopyOnWriteArrayList;
import paas.platform.app.AppId;
import paas.platform.deploy.Journal;
import paas.platform.formation.Slot;
import paas.runner.Instance;
import paas.runner.InstanceId;

/** A journal that remembers what the platform said. */
final class Heard implements Journal {
  final List<String> lines = new CopyOnWriteArrayList<>();

  @Override
  public void event(AppId app, String text) {
    lines.add(text);
  }

  @Override
  public void platform(AppId app, String process, String text) {
    lines.add(text);
  }

  @Override
  public void output(AppId app, String process, String text) {
    throw new UnsupportedOperationException();
  }

  @Override
  public void follow(Instance instance) {
    throw new UnsupportedOperationException();
  }

  @Override
  public void finish(Instance instance) {
    throw new UnsupportedOperationException();
  }

  @Override
  public void gone(AppId app, InstanceId id) {
    throw new UnsupportedOperationException();
  }

  @Override
  public List<String> tail(AppId app, Slot slot, int lines) {
    throw new UnsupportedOperationException();
  }

  @Override
  public List<String> tail(Instance instance, int lines) {
    throw new UnsupportedOperationException();
  }
}
