package paas.platform.health;

import java.util.Locale;
import java.util.Optional;
import java.util.stream.Stream;
import paas.platform.fault.Rejected;

/** When a check is made. */
public enum Stage {
  /** Before an instance counts as up. */
  STARTUP,
  /** The same here; a word of app.json. */
  READINESS,
  /** Again and again once it is up. */
  LIVENESS;

  /** The stage of that word, or refused. */
  public static Stage parse(String word) {
    return find(word)
        .orElseThrow(() -> Rejected.invalid("A check's type is startup, readiness or liveness."));
  }

  static Optional<Stage> find(String word) {
    return Stream.of(values()).filter(stage -> stage.word().equals(word)).findFirst();
  }

  public String word() {
    return name().toLowerCase(Locale.ROOT);
  }
}
