package paas.runner.docker;

import java.util.List;
import java.util.Map;
import java.util.Optional;
import paas.runner.ImageDigest;
import paas.runner.InstanceSpec;
import paas.runner.Limits;
import paas.runner.OneOffSpec;
import paas.runner.Sandbox;

/**
 * What a container is made from, whatever it is for.
 *
 * @param process such as web.1
 * @param wiring where its input and output go
 */
record Blueprint(
    Labels labels,
    String process,
    ImageDigest image,
    List<String> launcher,
    Optional<String> command,
    Map<String, String> env,
    Limits limits,
    Sandbox sandbox,
    Wiring wiring) {

  static Blueprint of(Labels labels, InstanceSpec spec) {
    return new Blueprint(
        labels,
        spec.name(),
        spec.image(),
        spec.launcher(),
        spec.command(),
        spec.env(),
        spec.limits(),
        spec.sandbox(),
        new Wiring.Logged());
  }

  static Blueprint of(Labels labels, OneOffSpec spec, Wiring wiring) {
    return new Blueprint(
        labels,
        spec.name(),
        spec.image(),
        spec.launcher(),
        spec.command(),
        spec.env(),
        spec.limits(),
        spec.sandbox(),
        wiring);
  }

  /** Without environment and command, which may hold secrets. */
  @Override
  public String toString() {
    return "Blueprint[" + labels.app().name() + " " + process + "]";
  }
}
