package paas.runner.docker;

import java.time.DateTimeException;
import java.time.Duration;
import java.time.Instant;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Optional;
import paas.runner.AppKey;
import paas.runner.InstanceSpec;
import paas.runner.OneOffSpec;
import paas.runner.Scope;

/**
 * What is written on a container so that it can be adopted by who knows nothing else.
 *
 * @param memory in bytes, at most
 * @param deadline when a one-off is to be stopped; {@link Instant#MAX} for an instance
 */
record Labels(
    Scope scope,
    AppKey app,
    Kind kind,
    String type,
    int ordinal,
    long release,
    long epoch,
    Duration grace,
    int port,
    long memory,
    Instant deadline) {
  static final String PLATFORM = "paas.platform";
  static final String APP = "paas.app";
  static final String APP_NAME = "paas.app-name";
  static final String KIND = "paas.kind";
  private static final String TYPE = "paas.type";
  private static final String ORDINAL = "paas.ordinal";
  private static final String RELEASE = "paas.release";
  private static final String EPOCH = "paas.epoch";
  private static final String GRACE = "paas.grace";
  private static final String PORT = "paas.port";
  private static final String MEMORY = "paas.memory";
  private static final String DEADLINE = "paas.deadline";

  /** What containers had that were started by a platform that did not write it on them. */
  private static final String BEFORE_SIZES = Long.toString(512L << 20);

  /** What a container is to the platform. */
  enum Kind {
    INSTANCE("instance"),
    /** A one-off with a user attached. */
    ONE_OFF("oneoff"),
    /** A one-off that runs by itself. */
    DETACHED("oneoff-detached");

    private final String label;

    Kind(String label) {
      this.label = label;
    }

    String label() {
      return label;
    }

    static Kind parse(String label) {
      for (Kind kind : values()) {
        if (kind.label.equals(label)) {
          return kind;
        }
      }
      throw new IllegalArgumentException("Not a kind of container: " + label);
    }
  }

  static Labels of(Scope scope, InstanceSpec spec) {
    return new Labels(
        scope,
        spec.app(),
        Kind.INSTANCE,
        spec.type(),
        spec.ordinal(),
        spec.release(),
        spec.epoch(),
        spec.grace(),
        spec.port(),
        spec.limits().memoryBytes(),
        Instant.MAX);
  }

  static Labels of(Scope scope, OneOffSpec spec, Kind kind, Instant deadline) {
    return new Labels(
        scope,
        spec.app(),
        kind,
        spec.type(),
        spec.ordinal(),
        spec.release(),
        0,
        spec.grace(),
        0,
        spec.limits().memoryBytes(),
        deadline);
  }

  Map<String, String> toMap() {
    Map<String, String> map = new LinkedHashMap<>();
    map.put(PLATFORM, scope.platform());
    map.put(APP, app.id());
    map.put(APP_NAME, app.name());
    map.put(KIND, kind.label());
    map.put(TYPE, type);
    map.put(ORDINAL, Integer.toString(ordinal));
    map.put(RELEASE, Long.toString(release));
    map.put(EPOCH, Long.toString(epoch));
    map.put(GRACE, grace.toString());
    map.put(PORT, Integer.toString(port));
    map.put(MEMORY, Long.toString(memory));
    map.put(DEADLINE, deadline.toString());
    return map;
  }

  /** Empty when the labels are not ours, or not whole: such a container is left alone. */
  static Optional<Labels> parse(Map<String, String> map) {
    try {
      return Optional.of(
          new Labels(
              new Scope(need(map, PLATFORM)),
              new AppKey(need(map, APP), need(map, APP_NAME)),
              Kind.parse(need(map, KIND)),
              need(map, TYPE),
              Integer.parseInt(need(map, ORDINAL)),
              Long.parseLong(need(map, RELEASE)),
              Long.parseLong(need(map, EPOCH)),
              Duration.parse(need(map, GRACE)),
              Integer.parseInt(need(map, PORT)),
              Long.parseLong(map.getOrDefault(MEMORY, BEFORE_SIZES)),
              Instant.parse(need(map, DEADLINE))));
    } catch (IllegalArgumentException | DateTimeException notOurs) {
      return Optional.empty();
    }
  }

  static String need(Map<String, String> map, String key) {
    String value = map.get(key);
    if (value == null) {
      throw new IllegalArgumentException("No label " + key);
    }
    return value;
  }
}
