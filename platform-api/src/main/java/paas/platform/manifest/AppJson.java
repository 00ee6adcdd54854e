package paas.platform.manifest;

import java.util.Collections;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.SortedMap;
import java.util.TreeMap;
import java.util.function.Supplier;
import paas.platform.config.ConfigKey;
import paas.platform.config.ConfigVars;
import paas.platform.formation.IsolationChange;
import paas.platform.formation.Size;
import paas.platform.health.Healthcheck;
import paas.platform.release.ProcessType;

/**
 * What an app's {@code app.json} asks for. {@code postdeploy} is empty where there is none; {@code
 * notes} are what the file says and nobody heeds, for people.
 */
public record AppJson(
    SortedMap<ConfigKey, EnvVar> env,
    SortedMap<ProcessType, Integer> formation,
    SortedMap<ProcessType, Size> sizes,
    SortedMap<ProcessType, Integer> surges,
    SortedMap<ProcessType, IsolationChange> isolation,
    List<String> buildpacks,
    String postdeploy,
    SortedMap<ProcessType, List<Healthcheck>> healthchecks,
    List<CronJob> cron,
    List<String> notes) {

  /** Larger files are refused; the largest in the field have a tenth of it. */
  public static final int MAX_BYTES = 64 * 1024;

  /** That of a source without the file. */
  public static final AppJson NONE =
      new AppJson(
          new TreeMap<>(),
          new TreeMap<>(),
          new TreeMap<>(),
          new TreeMap<>(),
          new TreeMap<>(),
          List.of(),
          "",
          new TreeMap<>(),
          List.of(),
          List.of());

  /** Copies what it is given. */
  public AppJson {
    env = Collections.unmodifiableSortedMap(new TreeMap<>(env));
    formation = Collections.unmodifiableSortedMap(new TreeMap<>(formation));
    sizes = Collections.unmodifiableSortedMap(new TreeMap<>(sizes));
    surges = Collections.unmodifiableSortedMap(new TreeMap<>(surges));
    isolation = Collections.unmodifiableSortedMap(new TreeMap<>(isolation));
    buildpacks = List.copyOf(buildpacks);
    healthchecks = Collections.unmodifiableSortedMap(new TreeMap<>(healthchecks));
    cron = List.copyOf(cron);
    notes = List.copyOf(notes);
  }

  /**
   * Reads the file's bytes.
   *
   * @throws ManifestFault with everything that is wrong with them
   */
  public static AppJson parse(byte[] bytes) throws ManifestFault {
    return AppJsonReader.read(bytes);
  }

  /** First values for what is not set: the file's own, and secrets made by {@code secrets}. */
  public SortedMap<ConfigKey, String> initial(ConfigVars set, Supplier<String> secrets) {
    SortedMap<ConfigKey, String> values = new TreeMap<>();
    env.forEach((key, var) -> {
      if (!set.values().containsKey(key)) {
        switch (var.origin()) {
          case EnvVar.Origin.Text(String value) -> values.put(key, value);
          case EnvVar.Origin.Generated g -> values.put(key, secrets.get());
          case EnvVar.Origin.Person p -> {}
        }
      }
    });
    return values;
  }

  /** Required and not set, with what they are for. */
  public SortedMap<ConfigKey, String> missing(ConfigVars set) {
    SortedMap<ConfigKey, String> missing = new TreeMap<>();
    env.forEach((key, var) -> {
      if (var.required() && !set.values().containsKey(key)) {
        missing.put(key, var.description());
      }
    });
    return missing;
  }

  /** The command of {@code scripts.postdeploy}. */
  public Optional<String> postdeployCommand() {
    return Optional.of(postdeploy).filter(command -> !command.isEmpty());
  }

  /** Never a value. */
  @Override
  public String toString() {
    return "AppJson[env " + env.keySet() + ", formation " + formation + "]";
  }

  /** The quantities for types that there are. */
  public Map<ProcessType, Integer> quantities(SortedMap<ProcessType, String> processes) {
    return known(formation, processes);
  }

  /** The sizes for types that there are. */
  public Map<ProcessType, Size> sizes(SortedMap<ProcessType, String> processes) {
    return known(sizes, processes);
  }

  /** How many instances of types that there are may stand beside those that they replace. */
  public Map<ProcessType, Integer> surges(SortedMap<ProcessType, String> processes) {
    return known(surges, processes);
  }

  /** What is asked for of the isolation of types that there are. */
  public Map<ProcessType, IsolationChange> isolation(SortedMap<ProcessType, String> processes) {
    return known(isolation, processes);
  }

  private static <T> Map<ProcessType, T> known(
      Map<ProcessType, T> asked, SortedMap<ProcessType, String> processes) {
    Map<ProcessType, T> known = new TreeMap<>(asked);
    known.keySet().retainAll(processes.keySet());
    known.remove(ProcessType.RELEASE);
    return known;
  }
}
