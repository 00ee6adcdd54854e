package paas.platform.deploy;

import static org.junit.jupiter.api.Assertions.assertEquals;

import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.Test;
import paas.platform.plan.Health;
import paas.platform.plan.Step;
import paas.runner.AppKey;
import paas.runner.Instance;
import paas.runner.InstanceId;
import paas.runner.RunAs;
import paas.runner.Sandbox;
import paas.runner.State;
import paas.runner.VolumeId;
import paas.runner.VolumeMount;

class VacancyTest {
  private static final Health.Failed FAILED = new Health.Failed("no port");
  private static final Health VACATED = FAILED.vacating(true);
  private static final Health LEAVES = new Health.Stopping();
  private static final State CREATED = new State.Created();
  private static final State RUNNING = new State.Running(Instant.EPOCH, "10.0.0.2", 5000);
  private static final State CUT_OFF = new State.CutOff(Instant.EPOCH);
  private static final State EXITED = new State.Exited(1, false, Instant.EPOCH);

  private final FakeIntents intents = new FakeIntents();
  private final Refusals refusals = new Refusals();
  private List<VolumeMount> volumes = List.of();

  private static Instance web(int number, State state) {
    return new Instance(
        new InstanceId(Integer.toString(number).repeat(64)),
        new AppKey("00000000-0000-0000-0000-000000000001", "shop"),
        "web",
        1,
        1,
        0,
        Duration.ofSeconds(30),
        1 << 20,
        state);
  }

  private void refuse(Instance instance) {
    refusals.add(
        new Step.Reap(instance.id().value()), new IllegalStateException("stuck"), Instant.EPOCH);
  }

  private Health of(Instance instance, Instance... others) {
    Sandbox sandbox = new Sandbox(new RunAs.Unprivileged(), false, List.of(), volumes, List.of());
    Launch launch = new Launch(DeploySettings.defaults("localhost", 1), (app, type) -> sandbox);
    List<Instance> present = new ArrayList<>(List.of(others));
    present.add(instance);
    return new Vacancy(refusals, launch).of(intents.app, instance, FAILED, present);
  }

  @Test
  void aDeadOneLeavesItsSlotWhateverTheEngineSays() {
    assertEquals(VACATED, of(web(1, EXITED)));
    refuse(web(1, EXITED));
    assertEquals(VACATED, of(web(1, EXITED)));
  }

  @Test
  void oneThatHasNotRunYetMayBeAboutToUntilTheEngineDoesNotRemoveIt() {
    assertEquals(FAILED, of(web(1, CREATED)));
    refuse(web(1, CREATED));
    assertEquals(VACATED, of(web(1, CREATED)));
  }

  @Test
  void oneThatRunsHoldsItsSlotUntilTheEngineDoesNotStopIt() {
    assertEquals(FAILED, of(web(1, RUNNING)));
    refuse(web(1, RUNNING));
    assertEquals(LEAVES, of(web(1, RUNNING)));
    assertEquals(LEAVES, of(web(1, CUT_OFF)));
    assertEquals(LEAVES, of(web(1, RUNNING), web(2, RUNNING)));
  }

  @Test
  void aSecondOneThatRunsAndIsNotStoppedHoldsIt() {
    refuse(web(1, RUNNING));
    refuse(web(2, RUNNING));
    assertEquals(FAILED, of(web(1, RUNNING), web(2, RUNNING)));
    assertEquals(LEAVES, of(web(1, RUNNING), web(2, EXITED)));
  }

  @Test
  void oneThatRunsAndMayWriteToAVolumeHoldsItsSlot() {
    refuse(web(1, RUNNING));
    VolumeId id = new VolumeId("00000000-0000-0000-0000-000000000002");
    volumes = List.of(new VolumeMount(id, "/data", false));
    assertEquals(FAILED, of(web(1, RUNNING)));
    assertEquals(VACATED, of(web(1, EXITED)));
    volumes = List.of(new VolumeMount(id, "/data", true));
    assertEquals(LEAVES, of(web(1, RUNNING)));
  }
}
