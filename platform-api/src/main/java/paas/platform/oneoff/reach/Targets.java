package paas.platform.oneoff.reach;

import java.util.Comparator;
import java.util.List;
import java.util.stream.Stream;
import paas.platform.app.App;
import paas.platform.fault.Rejected;
import paas.platform.oneoff.EngineFaults;
import paas.runner.Instance;
import paas.runner.Instances;
import paas.runner.State;

/** Finds the instance that people mean. */
final class Targets {
  private final Instances instances;

  Targets(Instances instances) {
    this.instances = instances;
  }

  /** Of that app and no other. In a deploy two may have the name: the newer one is meant. */
  Target find(App app, String name) {
    List<Instance> named =
        EngineFaults.translated(instances::list).stream()
            .filter(instance -> instance.app().id().equals(app.id().toString()))
            .filter(instance -> instance.name().equals(name))
            .toList();
    if (named.isEmpty()) {
      throw Rejected.notFound("dyno", "Couldn't find that instance: see `paas ps`.");
    }
    return named.stream()
        .flatMap(instance -> target(app, instance))
        .max(
            Comparator.<Target>comparingLong(target -> target.instance().release())
                .thenComparingLong(target -> target.instance().epoch()))
        .orElseThrow(() ->
            Rejected.conflict(
                "Instance " + name + " does not run now: see `paas ps`, or `paas logs`."));
  }

  private static Stream<Target> target(App app, Instance instance) {
    return instance.state() instanceof State.Running running
        ? Stream.of(new Target(app, instance, running))
        : Stream.empty();
  }
}
