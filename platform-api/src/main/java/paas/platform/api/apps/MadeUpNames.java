package paas.platform.api.apps;

import java.util.List;
import java.util.concurrent.ThreadLocalRandom;
import paas.platform.app.AppName;

/** Names for apps that were given none: {@code quiet-harbour-48213}. */
final class MadeUpNames {
  private static final List<String> HOW =
      List.of("quiet", "bright", "early", "green", "brisk", "gentle", "lucky", "plain", "steady");
  private static final List<String> WHAT =
      List.of("harbour", "meadow", "river", "lantern", "orchard", "summit", "bridge", "garden");
  private static final int NUMBERS = 90_000;
  private static final int FIRST = 10_000;

  private MadeUpNames() {}

  static AppName next() {
    ThreadLocalRandom random = ThreadLocalRandom.current();
    return new AppName(
        HOW.get(random.nextInt(HOW.size()))
            + "-"
            + WHAT.get(random.nextInt(WHAT.size()))
            + "-"
            + (FIRST + random.nextInt(NUMBERS)));
  }
}
