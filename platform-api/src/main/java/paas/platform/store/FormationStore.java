package paas.platform.store;

import jakarta.inject.Singleton;
import java.util.HashMap;
import java.util.HashSet;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.SortedMap;
import java.util.TreeMap;
import java.util.UUID;
import java.util.function.Supplier;
import java.util.function.UnaryOperator;
import paas.platform.app.AppId;
import paas.platform.fault.Rejected;
import paas.platform.formation.Formation;
import paas.platform.formation.ProcessSettings;
import paas.platform.formation.Slot;
import paas.platform.release.Percent;
import paas.platform.release.ProcessType;
import paas.platform.store.row.CanaryRows;
import paas.platform.store.row.QuantityRow;
import paas.platform.store.row.QuantityRows;
import paas.platform.store.row.SlotRow;
import paas.platform.store.row.SlotRows;

/** How many instances of each process type are wanted, how they are set, and which are stopped. */
@Singleton
public class FormationStore {
  private final Transactions transactions;
  private final QuantityRows quantities;
  private final SlotRows slots;
  private final ChosenSettings settings;
  private final CanaryRows canaries;
  private final AppLock lock;

  FormationStore(
      Transactions transactions,
      QuantityRows quantities,
      SlotRows slots,
      ChosenSettings settings,
      CanaryRows canaries,
      AppLock lock) {
    this.transactions = transactions;
    this.quantities = quantities;
    this.slots = slots;
    this.settings = settings;
    this.canaries = canaries;
    this.lock = lock;
  }

  /** Empty for an app that does not exist. */
  public Formation of(AppId app) {
    return transactions.read(() -> formation(app));
  }

  /** Sets these quantities, keeps the others; a slot that goes away is no longer stopped. */
  public Formation scale(AppId app, Map<ProcessType, Integer> wanted) {
    return change(app, wanted, Map.of());
  }

  /** The same, and these settings: all of it or nothing. Other limits replace the instances. */
  public Formation change(
      AppId app, Map<ProcessType, Integer> wanted, Map<ProcessType, ProcessSettings> chosen) {
    wanted.forEach(FormationStore::requireQuantity);
    return change(app, () -> changed(app, formation(app), wanted, chosen));
  }

  /**
   * The same, for a change that was worked out from {@code seen}; empty, and nothing is changed,
   * where somebody else changed a quantity or a setting meanwhile.
   */
  public Optional<Formation> changeFrom(
      AppId app,
      Formation seen,
      Map<ProcessType, Integer> wanted,
      Map<ProcessType, ProcessSettings> chosen) {
    wanted.forEach(FormationStore::requireQuantity);
    return transactions.write(() -> {
      lock.take(app);
      Formation before = formation(app);
      return before.quantities().equals(seen.quantities())
              && before.settings().equals(seen.settings())
          ? Optional.of(changed(app, before, wanted, chosen))
          : Optional.empty();
    });
  }

  private Formation changed(
      AppId app,
      Formation before,
      Map<ProcessType, Integer> wanted,
      Map<ProcessType, ProcessSettings> chosen) {
    Set<Slot> resized = new HashSet<>();
    wanted.forEach((type, quantity) -> set(app, type, quantity));
    chosen.forEach((type, value) -> settings.set(app, type, value));
    chosen.forEach((type, value) -> {
      if (!value.limitsAs(before.settings(type))) {
        resized.addAll(before.slots(type));
        resized.addAll(trial(app, type, before.running(type).size()));
      }
    });
    edit(app, resized, row -> with(row, row.stopped(), row.epoch() + 1));
    return formation(app);
  }

  /**
   * Has one quantity follow the load, unless somebody else changed it meanwhile.
   *
   * @return whether it was set
   */
  public boolean scaleFrom(AppId app, ProcessType type, int expected, int wanted) {
    requireQuantity(type, wanted);
    return transactions.write(() -> {
      lock.take(app);
      boolean unchanged = formation(app).quantity(type) == expected;
      if (unchanged) {
        follow(app, type, wanted);
      }
      return unchanged;
    });
  }

  /** How many a person, or the first release, last asked for, whatever autoscaling made of it. */
  public int chosen(AppId app, ProcessType type) {
    return transactions.read(() -> quantities.of(app.value())).stream()
        .filter(row -> row.processType().equals(type.name()))
        .mapToInt(QuantityRow::chosen)
        .findFirst()
        .orElse(0);
  }

  private static void requireQuantity(ProcessType type, int quantity) {
    if (quantity < 0 || quantity > Formation.MAX_QUANTITY) {
      throw Rejected.invalid(
          "Cannot scale "
              + type
              + " to "
              + quantity
              + ": choose 0 to "
              + Formation.MAX_QUANTITY
              + ".");
    }
  }

  private void set(AppId app, ProcessType type, int quantity) {
    if (quantities.change(app.value(), type.name(), quantity) == 0) {
      quantities.save(QuantityRow.of(app.value(), type.name(), quantity));
    }
    slots.forgetStopsBeyond(app.value(), type.name(), quantity);
  }

  private void follow(AppId app, ProcessType type, int quantity) {
    if (quantities.follow(app.value(), type.name(), quantity) == 0) {
      quantities.save(QuantityRow.of(app.value(), type.name(), quantity));
    }
    slots.forgetStopsBeyond(app.value(), type.name(), quantity);
  }

  public Formation stop(AppId app, Set<Slot> chosen) {
    return each(app, chosen, row -> with(row, true, row.epoch()));
  }

  public Formation start(AppId app, Set<Slot> chosen) {
    return each(app, chosen, row -> with(row, false, row.epoch()));
  }

  /** Raises each slot's epoch: its instance is replaced; with all of a type, a canary's too. */
  public Formation restart(AppId app, Set<Slot> chosen) {
    chosen.forEach(FormationStore::requireOrdinal);
    return change(
        app,
        () -> {
          Formation before = formation(app);
          Set<Slot> all = new HashSet<>(chosen);
          for (ProcessType type : before.quantities().keySet()) {
            if (chosen.containsAll(before.running(type))) {
              all.addAll(trial(app, type, before.running(type).size()));
            }
          }
          edit(app, all, row -> with(row, row.stopped(), row.epoch() + 1));
          return formation(app);
        });
  }

  private static SlotRow with(SlotRow row, boolean stopped, long epoch) {
    return new SlotRow(row.id(), row.app(), row.processType(), row.ordinal(), stopped, epoch);
  }

  private Formation each(AppId app, Set<Slot> chosen, UnaryOperator<SlotRow> edit) {
    chosen.forEach(FormationStore::requireOrdinal);
    return change(
        app,
        () -> {
          edit(app, chosen, edit);
          return formation(app);
        });
  }

  /** The places of a canary's instances of this type; none where there is no canary. */
  private Set<Slot> trial(AppId app, ProcessType type, int running) {
    Set<Slot> slots = new HashSet<>();
    int count =
        canaries.of(app.value()).map(row -> new Percent(row.percent()).of(running)).orElse(0);
    for (int ordinal = 1; ordinal <= count; ordinal++) {
      slots.add(Slot.trial(type, ordinal));
    }
    return slots;
  }

  private void edit(AppId app, Set<Slot> chosen, UnaryOperator<SlotRow> edit) {
    Map<Slot, SlotRow> known = known(app);
    for (Slot slot : chosen) {
      Optional.ofNullable(known.get(slot))
          .ifPresentOrElse(
              row -> slots.update(edit.apply(row)), () -> slots.save(edit.apply(fresh(app, slot))));
    }
  }

  private static void requireOrdinal(Slot slot) {
    if (slot.ordinal() < 1 || slot.ordinal() > Formation.MAX_QUANTITY) {
      throw Rejected.notFound("dyno", "There is no instance " + slot + ": see `paas ps`.");
    }
  }

  private static SlotRow fresh(AppId app, Slot slot) {
    return new SlotRow(
        UUID.randomUUID(), app.value(), slot.type().name(), slot.ordinal(), false, 0);
  }

  private Formation change(AppId app, Supplier<Formation> work) {
    return transactions.write(() -> {
      lock.take(app);
      return work.get();
    });
  }

  private Formation formation(AppId app) {
    SortedMap<ProcessType, Integer> wanted = new TreeMap<>();
    for (QuantityRow row : quantities.of(app.value())) {
      wanted.put(new ProcessType(row.processType()), row.quantity());
    }
    Set<Slot> stopped = new HashSet<>();
    Map<Slot, Long> epochs = new HashMap<>();
    known(app)
        .forEach((slot, row) -> {
          if (row.stopped()) {
            stopped.add(slot);
          }
          if (row.epoch() > 0) {
            epochs.put(slot, row.epoch());
          }
        });
    return new Formation(wanted, stopped, epochs, settings.of(app));
  }

  private Map<Slot, SlotRow> known(AppId app) {
    Map<Slot, SlotRow> known = new HashMap<>();
    for (SlotRow row : slots.of(app.value())) {
      known.put(new Slot(new ProcessType(row.processType()), row.ordinal()), row);
    }
    return known;
  }
}
