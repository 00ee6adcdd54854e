package paas.platform.build;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.util.HashSet;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.SortedMap;
import java.util.TreeMap;
import java.util.function.Consumer;
import java.util.function.Supplier;
import java.util.stream.Collectors;
import paas.builder.BuildRequest;
import paas.builder.BuildSettings;
import paas.builder.SourceFiles;
import paas.builder.SourceReview;
import paas.builder.fault.BuildFault;
import paas.platform.app.AppName;
import paas.platform.check.SourceScan;
import paas.platform.config.ConfigKey;
import paas.platform.config.ConfigVars;
import paas.platform.fault.Rejected;
import paas.platform.formation.Size;
import paas.platform.formation.SizeCheck;
import paas.platform.manifest.AppJson;
import paas.platform.manifest.ManifestFault;
import paas.platform.release.ProcessType;
import paas.platform.release.SourceNotes;
import paas.platform.store.Setup;

/**
 * Reads one source before it is built: what its {@code app.json} asks for, and the facts that the
 * twelve-factor check works on. An app that was never live gets its first config and quantities
 * from the former. Used by one build.
 */
final class SourceReading implements SourceReview {
  private static final String PHASE = "app.json";

  private final AppName app;
  private final ConfigVars config;
  private final boolean neverLive;
  private final Supplier<String> secrets;
  private final SizeCheck check;
  private final SourceScan scan = new SourceScan();
  private byte[] text = new byte[0];
  private AppJson manifest = AppJson.NONE;
  private SortedMap<ConfigKey, String> initial = new TreeMap<>();
  private final Set<ProcessType> oversized = new HashSet<>();

  SourceReading(
      AppName app,
      ConfigVars config,
      boolean neverLive,
      Supplier<String> secrets,
      SizeCheck check) {
    this.app = app;
    this.config = config;
    this.neverLive = neverLive;
    this.secrets = secrets;
    this.check = check;
  }

  @Override
  public BuildRequest review(BuildRequest request, SourceFiles files, Consumer<String> say)
      throws BuildFault, IOException {
    read(files);
    if (text.length == 0) {
      return request;
    }
    manifest = parsed();
    initial = neverLive ? manifest.initial(config, secrets) : new TreeMap<>();
    ConfigVars complete = complete();
    requireAll(manifest.missing(complete));
    ManifestAccount.of(manifest, initial).forEach(say);
    if (neverLive) {
      leaveOutOversized(say);
    }
    return request.with(settings(request.settings()), plain(request.config()));
  }

  private void read(SourceFiles files) throws BuildFault, IOException {
    Map<String, SourceFiles.Entry> found = new LinkedHashMap<>();
    files.forEach((entry, content) -> {
      if (entry.path().equals("app.json")) {
        found.put(entry.path(), entry);
        text = content.readNBytes(AppJson.MAX_BYTES + 1);
      } else if (!entry.link()) {
        scan.file(entry.path(), content);
      }
    });
    if (found.values().stream().anyMatch(SourceFiles.Entry::link)) {
      throw new BuildFault(
          PHASE, "app.json is a symbolic link.", "Commit app.json as a plain file.");
    }
    if (text.length == 0 && !found.isEmpty()) {
      throw new BuildFault(PHASE, "app.json is empty.", "Write {} into it, or remove it.");
    }
  }

  private AppJson parsed() throws BuildFault {
    try {
      return AppJson.parse(text);
    } catch (ManifestFault e) {
      throw new BuildFault(
          PHASE, String.valueOf(e.getMessage()), "Correct app.json, commit and push again.");
    }
  }

  private ConfigVars complete() throws BuildFault {
    try {
      return config.withDefaults(initial);
    } catch (Rejected e) {
      throw new BuildFault(
          PHASE, "app.json, env: " + e.getMessage(), "Take large values out of app.json.");
    }
  }

  private void requireAll(SortedMap<ConfigKey, String> missing) throws BuildFault {
    if (missing.isEmpty()) {
      return;
    }
    String each =
        missing.entrySet().stream()
            .map(var -> var.getKey() + (var.getValue().isEmpty() ? "" : ": " + var.getValue()))
            .collect(Collectors.joining("\n  ", "\n  ", ""));
    String line = missing.keySet().stream().map(key -> key + "=…").collect(Collectors.joining(" "));
    throw new BuildFault(
        PHASE,
        "it requires config that is not set." + each,
        "Set it, then push again:\n  paas config:set " + line + " --app " + app);
  }

  /** Files that were written for a larger machine are no reason to refuse the app. */
  private void leaveOutOversized(Consumer<String> say) {
    manifest
        .sizes()
        .forEach((type, size) ->
            check
                .objection(type, size)
                .ifPresent(why -> {
                  oversized.add(type);
                  say.accept("       formation." + type + ".size is not heeded: " + why);
                }));
  }

  private Map<ProcessType, Size> sizes(SortedMap<ProcessType, String> processes) {
    Map<ProcessType, Size> sizes = new TreeMap<>(manifest.sizes(processes));
    sizes.keySet().removeAll(oversized);
    return sizes;
  }

  private BuildSettings settings(BuildSettings asked) {
    return asked.buildpacks().isEmpty() && !manifest.buildpacks().isEmpty()
        ? asked.withBuildpacks(manifest.buildpacks())
        : asked;
  }

  private Map<String, String> plain(Map<String, String> asked) {
    Map<String, String> more = new TreeMap<>(asked);
    initial.forEach((key, value) -> more.putIfAbsent(key.value(), value));
    return more;
  }

  /** What goes with every release of this source, whose image EXPOSEs these ports. */
  SourceNotes notes(List<String> exposed) {
    return new SourceNotes(
        new String(text, StandardCharsets.UTF_8), scan.facts().exposing(exposed).text());
  }

  /** What the first release brings along. */
  Setup setup(SortedMap<ProcessType, String> processes) {
    return neverLive
        ? new Setup(
            initial,
            manifest.quantities(processes),
            sizes(processes),
            manifest.surges(processes),
            manifest.isolation(processes))
        : Setup.NONE;
  }
}
