package paas.runner.docker;

import java.util.List;
import java.util.Optional;
import paas.runner.ImageDigest;
import paas.runner.InstanceSpec;
import paas.runner.RunAs;
import paas.runner.Sandbox;

/** Specifications that differ from another in one thing. */
final class Specs {
  private Specs() {}

  static InstanceSpec withImage(InstanceSpec spec, ImageDigest image) {
    return copy(spec, image, spec.launcher(), spec.command(), spec.limits());
  }

  static InstanceSpec withLauncher(InstanceSpec spec, List<String> launcher) {
    return copy(spec, spec.image(), launcher, spec.command(), spec.limits());
  }

  static InstanceSpec asRoot(InstanceSpec spec) {
    return with(spec, new Sandbox(new RunAs.OfImage(), false, List.of()));
  }

  static InstanceSpec with(InstanceSpec spec, Sandbox sandbox) {
    return new InstanceSpec(
        spec.app(),
        spec.type(),
        spec.ordinal(),
        spec.release(),
        spec.epoch(),
        spec.image(),
        spec.launcher(),
        spec.command(),
        spec.env(),
        spec.port(),
        spec.limits(),
        sandbox,
        spec.grace());
  }

  static InstanceSpec withoutCommand(InstanceSpec spec) {
    return copy(spec, spec.image(), spec.launcher(), Optional.empty(), spec.limits());
  }

  static InstanceSpec withLimits(InstanceSpec spec, paas.runner.Limits limits) {
    return copy(spec, spec.image(), spec.launcher(), spec.command(), limits);
  }

  private static InstanceSpec copy(
      InstanceSpec spec,
      ImageDigest image,
      List<String> launcher,
      Optional<String> command,
      paas.runner.Limits limits) {
    return new InstanceSpec(
        spec.app(),
        spec.type(),
        spec.ordinal(),
        spec.release(),
        spec.epoch(),
        image,
        launcher,
        command,
        spec.env(),
        spec.port(),
        limits,
        spec.sandbox(),
        spec.grace());
  }
}
