package paas.platform.deploy;

import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.concurrent.Callable;
import java.util.concurrent.CancellationException;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import paas.platform.app.AppId;
import paas.platform.deploy.vitals.LiveAsker;
import paas.platform.deploy.vitals.Patient;
import paas.platform.fault.Rejected;
import paas.platform.fault.Unavailable;
import paas.platform.formation.Slot;
import paas.platform.health.Answer;
import paas.platform.health.HealthPlan;
import paas.platform.health.Healthcheck;
import paas.platform.release.ReleaseVersion;
import paas.runner.Instance;
import paas.runner.Instances;
import paas.runner.RunnerException;
import paas.runner.State;
import paas.runner.engine.EngineUnavailable;

/** Makes an instance's checks once, now, for a person who wants to see them. Changes nothing. */
public final class Examination {
  /** One check and what it came to. */
  public record Outcome(Healthcheck check, Answer answer) {}

  private final Intents intents;
  private final Instances instances;
  private final LiveAsker asker;
  private final DeploySettings settings;

  Examination(Intents intents, Instances instances, LiveAsker asker, DeploySettings settings) {
    this.intents = intents;
    this.instances = instances;
    this.asker = asker;
    this.settings = settings;
  }

  /** Blocks for as long as the slowest check may take. The newest instance of the slot is asked. */
  public List<Outcome> of(AppId app, Slot slot) {
    AppIntent intent =
        intents.load(app).orElseThrow(() -> Rejected.notFound("app", "The app is gone."));
    try {
      return instances.list().stream()
          .filter(i -> i.app().id().equals(app.toString()) && Observer.slot(i).equals(slot))
          .filter(i -> i.state() instanceof State.Running)
          .max(Comparator.comparing(Instance::release).thenComparing(Instance::epoch))
          .map(instance -> ask(intent, slot, instance))
          .orElseThrow(() ->
              Rejected.invalid(
                  slot + " does not run now, so there is nobody to ask: see `paas ps`."));
    } catch (EngineUnavailable | RunnerException e) {
      throw new Unavailable("The app's instances cannot be looked at: " + e.getMessage(), e);
    }
  }

  private List<Outcome> ask(AppIntent intent, Slot slot, Instance instance) {
    State.Running running = (State.Running) instance.state();
    Patient patient = Patients.of(intent, instance, running, running.since(), settings.domain());
    HealthPlan plan =
        new HealthPlans(settings.readiness(), HealthPlans::manifest)
            .of(intent, slot.type(), new ReleaseVersion(instance.release()));
    List<Callable<Outcome>> questions = new ArrayList<>();
    plan.all()
        .forEach(check ->
            questions.add(
                () -> new Outcome(check, asker.answer(patient, check.ask(), check.timeout()))));
    return all(questions);
  }

  private static List<Outcome> all(List<Callable<Outcome>> questions) {
    try (ExecutorService threads = Executors.newVirtualThreadPerTaskExecutor()) {
      List<Outcome> outcomes = new ArrayList<>();
      for (Future<Outcome> each : threads.invokeAll(questions)) {
        outcomes.add(each.get());
      }
      return outcomes;
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
      throw new CancellationException("Interrupted while asking an instance");
    } catch (ExecutionException e) {
      throw new IllegalStateException("a check could not be made", e.getCause());
    }
  }
}
