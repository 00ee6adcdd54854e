package paas.platform.collect;

import java.time.InstantSource;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import paas.builder.RuntimeStock;
import paas.platform.build.FreshImages;

/** Language runtimes that builds share and none has used for a while. */
final class OldRuntimes implements Collectable {
  private final RuntimeStock stock;
  private final FreshImages fresh;
  private final Unused unused;
  private final InstantSource clock;

  OldRuntimes(RuntimeStock stock, FreshImages fresh, Unused unused, InstantSource clock) {
    this.stock = stock;
    this.fresh = fresh;
    this.unused = unused;
    this.clock = clock;
  }

  @Override
  public Collected collect() throws InterruptedException {
    List<Reclaimed> reclaimed = new ArrayList<>();
    for (RuntimeStock.Stocked runtime : old()) {
      if (!fresh.removing(ReleasedImages.PATIENCE, () -> remove(runtime, reclaimed))) {
        return new Collected(reclaimed, true);
      }
    }
    return Collected.all(reclaimed);
  }

  private List<RuntimeStock.Stocked> old() {
    return stock.all().stream()
        .filter(runtime -> runtime.lastUse().isBefore(unused.before(clock.instant())))
        .toList();
  }

  /** What is old is asked again, as a build may have used it since; none runs now. */
  private void remove(RuntimeStock.Stocked runtime, List<Reclaimed> reclaimed) {
    if (old().contains(runtime)) {
      long bytes = stock.remove(runtime);
      reclaimed.add(new Reclaimed(Optional.empty(), Reclaimed.Kind.RUNTIME, 1, bytes));
    }
  }
}
