package paas.platform.deploy;

import java.util.List;
import paas.platform.app.AppId;
import paas.platform.formation.Slot;
import paas.runner.Instance;
import paas.runner.InstanceId;

/** Where the control loops write what they did, and hand over what instances print. */
public interface Journal {
  /** An {@code app[api]} line. */
  void event(AppId app, String text);

  /** A {@code paas[web.1]} line. */
  void platform(AppId app, String process, String text);

  /** An {@code app[release.7]} line, say. */
  void output(AppId app, String process, String text);

  /** Reads what this instance prints from where it was last read up to. Idempotent. */
  void follow(Instance instance);

  /** Reads to the end of what an exited instance printed; returns when all of it is stored. */
  void finish(Instance instance);

  /**
   * The container of an instance or a one-off is gone from the engine: what is left of its output
   * is read where that can be, and how far it was read is forgotten. Idempotent.
   */
  void gone(AppId app, InstanceId id);

  /** What was printed last under this name, oldest first, without time and source. */
  List<String> tail(AppId app, Slot slot, int lines);

  /**
   * What this instance itself printed last, oldest first, without time and source; as long as its
   * container is there.
   */
  List<String> tail(Instance instance, int lines);
}
