package paas.platform.deploy;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.junit.jupiter.api.Test;
import paas.platform.app.AppId;
import paas.runner.AppKey;
import paas.runner.ImageDigest;
import paas.runner.Instance;
import paas.runner.InstanceSpec;
import paas.runner.Limits;
import paas.runner.Sandbox;
import paas.runner.Usage;

class MeteringTest {
  private final Luck luck = new Luck(1);
  private final Schedule clock = new Schedule();
  private final World world = new World(luck, clock, () -> {});
  private final List<String> lines = new ArrayList<>();
  private Usage usage = new Usage(100 << 20, Duration.ZERO, 1, 2);
  private final Metering metering =
      new Metering(
          world,
          id -> Optional.of(usage),
          new SilentJournal() {
            @Override
            public void platform(AppId app, String process, String text) {
              lines.add(process + ": " + text);
            }
          },
          clock);

  private Instance started() {
    luck.calm();
    return world.start(
        new InstanceSpec(
            new AppKey(AppId.random().toString(), "shop"),
            "web",
            1,
            1,
            0,
            new ImageDigest("sha256:" + "0".repeat(64)),
            List.of(),
            Optional.empty(),
            Map.of(),
            5000,
            new Limits(200 << 20, 1, 100),
            Sandbox.STANDARD,
            Duration.ofSeconds(30)));
  }

  @Test
  void cpusAreTheTimeSpentBetweenTwoMeasurements() {
    String id = started().id().value();
    metering.measure();
    assertEquals(Optional.empty(), metering.of(id).orElseThrow().cpus());

    clock.advanceTo(clock.passed() + 20_000);
    usage = new Usage(120 << 20, Duration.ofSeconds(5), 1, 2);
    metering.measure();

    assertEquals(
        Optional.of(new Reading(120 << 20, 200 << 20, Optional.of(0.25), 1, 2)), metering.of(id));
    assertEquals(List.of(), lines);
  }

  @Test
  void anInstanceNearItsLimitIsToldOfOnceInFiveMinutes() {
    started();
    usage = new Usage(195 << 20, Duration.ZERO, 0, 0);
    for (int i = 0; i < 15; i++) {
      metering.measure();
      clock.advanceTo(clock.passed() + 20_000);
    }
    assertEquals(2, lines.size(), lines.toString());
    assertEquals("web.1: Process running mem=195M (97% of its 200M)", lines.getFirst());
    assertTrue(lines.getLast().contains("Error R14 (Memory quota exceeded)"), lines.getLast());

    metering.measure();
    assertEquals(4, lines.size(), lines.toString());
  }

  @Test
  void whatCouldNotBeStartedHasNone() {
    assertEquals(Optional.empty(), metering.of(""));
  }

  @Test
  void whatIsGoneIsForgotten() {
    Instance instance = started();
    metering.measure();
    world.remove(instance.id());
    metering.measure();
    assertEquals(Optional.empty(), metering.of(instance.id().value()));
  }
}
