package paas.platform.storage;

import java.util.Optional;
import paas.platform.formation.ContainerPath;
import paas.platform.release.ProcessType;

/** Where an app's processes have a volume; {@code only} says which type has it, if not all. */
public record Mounting(ContainerPath path, Optional<ProcessType> only, boolean readOnly) {
  public boolean concerns(ProcessType type) {
    return only.map(type::equals).orElse(true);
  }

  /** Such as {@code /data for web, read-only}. */
  @Override
  public String toString() {
    return path + only.map(type -> " for " + type).orElse("") + (readOnly ? ", read-only" : "");
  }
}
