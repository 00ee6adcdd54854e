package paas.platform.cron;

import java.util.List;
import java.util.concurrent.CopyOnWriteArrayList;
import paas.platform.app.AppId;
import paas.platform.deploy.Journal;
import paas.platform.formation.Slot;
import paas.runner.Instance;
import paas.runner.InstanceId;

/** A log as text, in which every process has printed one line and half of a long one. */
final class Lines implements Journal {
  final List<String> all = new CopyOnWriteArrayList<>();

  List<String> with(String text) {
    return all.stream().filter(line -> line.contains(text)).toList();
  }

  @Override
  public void event(AppId app, String text) {
    all.add("app[api]: " + text);
  }

  @Override
  public void platform(AppId app, String process, String text) {
    all.add("paas[" + process + "]: " + text);
  }

  @Override
  public void output(AppId app, String process, String text) {
    all.add("app[" + process + "]: " + text);
  }

  @Override
  public void follow(Instance instance) {}

  @Override
  public void finish(Instance instance) {}

  @Override
  public void gone(AppId app, InstanceId id) {}

  @Override
  public List<String> tail(AppId app, Slot slot, int lines) {
    return List.of("é".repeat(CronRunner.OUTPUT_BYTES), "output of " + slot);
  }

  @Override
  public List<String> tail(Instance instance, int lines) {
    return List.of();
  }
}
