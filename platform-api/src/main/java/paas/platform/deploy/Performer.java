package paas.platform.deploy;

import java.time.Duration;
import java.time.InstantSource;
import java.util.Optional;
import java.util.concurrent.Executor;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import paas.platform.app.AppId;
import paas.platform.formation.ProcessSettings;
import paas.platform.plan.Step;
import paas.platform.release.Release;
import paas.platform.release.Slug;
import paas.router.http.Endpoint;
import paas.runner.EngineRefused;
import paas.runner.Instance;
import paas.runner.InstanceId;
import paas.runner.Instances;
import paas.runner.State;

/**
 * Starts and stops instances for one loop. Starts are done when the method returns; a stop goes on
 * by itself, on a thread of its own, because an old instance may drain for half a minute.
 */
final class Performer {
  private static final Logger LOG = LoggerFactory.getLogger(Performer.class);

  private final Instances instances;
  private final Journal journal;
  private final Launch launch;
  private final Departures departures;
  private final Refusals refusals;
  private final InstantSource clock;
  private final Executor background;
  private final Runnable wake;

  Performer(LoopParts parts, Departures departures, Refusals refusals, Runnable wake) {
    this.instances = parts.instances();
    this.journal = parts.journal();
    this.launch = parts.launch();
    this.departures = departures;
    this.refusals = refusals;
    this.clock = parts.clock();
    this.background = parts.background();
    this.wake = wake;
  }

  void start(AppIntent intent, Release release, Step.Start step) {
    AppId app = intent.app().id();
    String command =
        release.slug().map(Slug::processes).map(p -> p.get(step.slot().type())).orElse("");
    journal.platform(
        app,
        step.slot().toString(),
        command.isEmpty()
            ? "Starting the image's own command"
            : "Starting process with command `%s`".formatted(command));
    ProcessSettings chosen = intent.formation().settings(step.slot().type());
    journal.follow(
        instances.start(launch.instance(intent.app(), release, step.slot(), chosen, step.epoch())));
  }

  /** {@code webSockets}: how long those that are open may keep it. */
  void stop(AppId app, Instance instance, Optional<Endpoint> endpoint, Duration webSockets) {
    departures
        .begin(instance, endpoint, webSockets)
        .ifPresent(departure -> background.execute(() -> stopAndRemove(app, instance, departure)));
  }

  private void stopAndRemove(AppId app, Instance instance, Departure departure) {
    try {
      departures.await(departure);
      terminate(app, instance);
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
    } catch (EngineRefused e) {
      boolean news = refusals.add(new Step.Stop(instance.id().value()), e, clock.instant());
      tell(app, instance, e, news);
    } catch (RuntimeException e) {
      LOG.warn(
          "Stopping instance {} of app {} failed; it is tried again",
          instance.id().value(),
          app,
          e);
    } finally {
      departures.end(departure);
      wake.run();
    }
  }

  private void terminate(AppId app, Instance instance) {
    String process = Observer.slot(instance).toString();
    if (refusals.leaves(instance.id().value())) {
      Optional<Instance> dead = instances.find(instance.id()).filter(Performer::hasExited);
      if (dead.isPresent()) {
        journal.finish(dead.get());
        instances.remove(instance.id());
        return;
      }
    } else {
      journal.platform(app, process, "Stopping all processes with SIGTERM");
    }
    boolean killed = instances.stop(instance.id(), instance.grace());
    if (killed) {
      journal.platform(
          app,
          process,
          "Error R12 (Exit timeout) -> At least one process failed to exit within %d seconds of SIGTERM"
              .formatted(instance.grace().toSeconds()));
    }
    instances.find(instance.id()).ifPresent(stopped -> takeLeave(app, process, stopped));
  }

  private static boolean hasExited(Instance instance) {
    return instance.state() instanceof State.Exited;
  }

  private void takeLeave(AppId app, String process, Instance instance) {
    journal.finish(instance);
    if (instance.state() instanceof State.Exited exited) {
      journal.platform(app, process, "Process exited with status " + exited.code());
    }
    instances.remove(instance.id());
  }

  /**
   * For an instance that exited or never came up; its last output is kept. Where the engine refuses
   * that, it is left for later.
   */
  void reap(AppId app, Instance instance) {
    try {
      remove(instance.id());
    } catch (EngineRefused e) {
      boolean news = refusals.add(new Step.Reap(instance.id().value()), e, clock.instant());
      tell(app, instance, e, news);
    }
  }

  private void tell(AppId app, Instance instance, EngineRefused refused, boolean isNews) {
    if (isNews) {
      journal.platform(
          app,
          Observer.slot(instance).toString(),
          "Its container could not be stopped or removed; it is tried again until it works: "
              + refused.getMessage());
    }
  }

  private void remove(InstanceId instance) {
    if (instances.find(instance).filter(i -> i.state() instanceof State.Running).isPresent()) {
      instances.stop(instance, Duration.ZERO);
    }
    instances.find(instance).ifPresent(journal::finish);
    instances.remove(instance);
  }
}
