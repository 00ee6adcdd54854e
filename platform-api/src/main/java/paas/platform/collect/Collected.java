package paas.platform.collect;

import java.util.List;

/** What one round removed; {@code unfinished} where it could not do all, and shall come again. */
public record Collected(List<Reclaimed> reclaimed, boolean unfinished) {
  public Collected {
    reclaimed = List.copyOf(reclaimed);
  }

  public static Collected all(List<Reclaimed> reclaimed) {
    return new Collected(reclaimed, false);
  }
}
