package paas.platform.scaling;

import java.util.HashSet;
import java.util.List;
import java.util.Set;
import java.util.stream.Collectors;
import paas.platform.autoscale.Situation;
import paas.platform.deploy.InstanceView;
import paas.platform.formation.Formation;
import paas.platform.formation.Slot;
import paas.platform.release.ProcessType;

/**
 * How it stands with the instances of a process type of which no deploy is under way.
 *
 * @param out how many of its quantity were stopped by hand or have crashed
 */
record Standing(Situation situation, int out) {
  /** {@code views} are those of this type. */
  static Standing of(Formation formation, ProcessType type, List<InstanceView> views) {
    Set<Slot> wanted = formation.running(type);
    if (wanted.isEmpty()) {
      return new Standing(formation.quantity(type) == 0 ? Situation.STEADY : Situation.STOPPED, 0);
    }
    Set<Slot> up = slots(views, "up");
    Set<Slot> starting = slots(views, "starting");
    Set<Slot> crashed = slots(views, "crashed");
    crashed.removeAll(up);
    crashed.removeAll(starting);
    crashed.retainAll(wanted);
    boolean starts =
        !starting.isEmpty()
            || !wanted.stream().allMatch(slot -> up.contains(slot) || crashed.contains(slot));
    return new Standing(
        starts || up.isEmpty() ? Situation.STARTING : Situation.STEADY,
        formation.stopped(type).size() + crashed.size());
  }

  private static Set<Slot> slots(List<InstanceView> views, String state) {
    return views.stream()
        .filter(view -> view.state().equals(state))
        .map(InstanceView::slot)
        .collect(Collectors.toCollection(HashSet::new));
  }
}
