package paas.platform.api;

import java.util.List;
import java.util.concurrent.CopyOnWriteArrayList;
import paas.platform.app.AppId;
import paas.platform.deploy.Journal;
import paas.platform.formation.Slot;
import paas.runner.Instance;
import paas.runner.InstanceId;

/** Remembers events and platform lines. */
final class FakeJournal implements Journal {
  record Line(AppId app, String process, String text) {}

  final List<Line> lines = new CopyOnWriteArrayList<>();
  final List<Instance> finished = new CopyOnWriteArrayList<>();

  List<String> events(AppId app) {
    return lines.stream()
        .filter(line -> line.app().equals(app) && line.process().equals("api"))
        .map(Line::text)
        .toList();
  }

  @Override
  public void event(AppId app, String text) {
    lines.add(new Line(app, "api", text));
  }

  @Override
  public void platform(AppId app, String process, String text) {
    lines.add(new Line(app, process, text));
  }

  @Override
  public void output(AppId app, String process, String text) {
    lines.add(new Line(app, process, text));
  }

  @Override
  public void follow(Instance instance) {}

  @Override
  public void finish(Instance instance) {
    finished.add(instance);
  }

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
