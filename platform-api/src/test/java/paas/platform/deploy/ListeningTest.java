package paas.platform.deploy;

import static org.junit.jupiter.api.Assertions.assertEquals;

import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Optional;
import java.util.UUID;
import org.junit.jupiter.api.Test;
import paas.platform.app.AppId;
import paas.platform.formation.Size;
import paas.platform.formation.Slot;
import paas.platform.release.ProcessType;
import paas.platform.release.ReleaseVersion;
import paas.runner.AppKey;
import paas.runner.Instance;
import paas.runner.InstanceId;
import paas.runner.Listener;
import paas.runner.State;

class ListeningTest {
  private static final AppId SHOP = AppId.random();
  private static final ProcessType API = new ProcessType("api");
  private static final Slot FIRST = new Slot(API, 1);
  private static final InstanceId ID = new InstanceId("0".repeat(64));
  private static final Instance RUNNING =
      new Instance(
          ID,
          new AppKey(SHOP.toString(), "shop"),
          "api",
          1,
          3,
          0,
          Duration.ofSeconds(30),
          512L << 20,
          new State.Running(Instant.EPOCH, "10.208.0.2", 5000));

  /** What is told of one whose container runs, and which its loop holds to be in that state. */
  private static Optional<Slot> deaf(String state, Listener... listeners) {
    InstanceView view =
        new InstanceView(
            UUID.randomUUID(),
            FIRST,
            state,
            new ReleaseVersion(3),
            Instant.EPOCH,
            "serve",
            Size.DEFAULT,
            ID.value(),
            Optional.empty(),
            Optional.empty());
    Heard heard = new Heard(List.of(RUNNING), List.of(listeners));
    return new Listening(app -> List.of(view), heard).deaf(SHOP, API);
  }

  @Test
  void oneThatIsUpAndListensElsewhereIsNamed() {
    assertEquals(Optional.of(FIRST), deaf("up", new Listener(9229, false)));
    assertEquals(Optional.empty(), deaf("up", new Listener(5000, false)));
  }

  @Test
  void oneThatStartsOrStopsMayBeSilent() {
    assertEquals(Optional.empty(), deaf("starting"));
    assertEquals(Optional.empty(), deaf("stopping"));
  }
}
