package paas.platform.deploy;

import java.util.List;
import java.util.Optional;
import java.util.function.Consumer;
import paas.platform.app.App;
import paas.platform.app.Remnant;
import paas.platform.fault.Unavailable;
import paas.runner.AppKey;
import paas.runner.engine.EngineUnavailable;

/** What is left to do once an app is gone from the store: its containers and all it kept. */
final class Teardown {
  private final Consumer<AppKey> containers;
  private final List<Remnant> remnants;

  /** {@code containers} removes all of an app's. */
  Teardown(Consumer<AppKey> containers, List<Remnant> remnants) {
    this.containers = containers;
    this.remnants = List.copyOf(remnants);
  }

  /**
   * Removes all of it, in this order: what containers use, such as volumes, goes after them. What
   * cannot be removed holds up nothing else; the first failure is thrown in the end, with the
   * others suppressed. To be called again then.
   */
  void remove(App app) {
    Failures failures = new Failures();
    remnants.forEach(remnant -> failures.attempt(() -> remnant.end(app)));
    AppKey key = new AppKey(app.id().toString(), app.name().value());
    failures.attempt(() -> containers.accept(key));
    remnants.forEach(remnant -> failures.attempt(() -> remnant.remove(app)));
    failures.first.ifPresent(first -> {
      throw first;
    });
    remnants.forEach(remnant -> remnant.removed(app));
  }

  private static final class Failures {
    private Optional<RuntimeException> first = Optional.empty();

    /** What waits for the engine or the store ends the whole: they are not asked for each. */
    void attempt(Runnable removal) {
      try {
        removal.run();
      } catch (EngineUnavailable | Unavailable e) {
        throw e;
      } catch (RuntimeException e) {
        first.ifPresentOrElse(before -> before.addSuppressed(e), () -> first = Optional.of(e));
      }
    }
  }
}
