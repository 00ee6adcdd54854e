package paas.runner.volume;

import java.nio.file.Path;
import paas.runner.VolumeId;

/** A process that grows a volume at rest, to be killed while it does. */
final class Grower {
  private Grower() {}

  public static void main(String[] args) {
    new LoopVolumes(Path.of(args[0]), () -> false)
        .grow(new VolumeId(args[1]), Long.parseLong(args[2]));
  }
}
