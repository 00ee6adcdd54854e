package paas.platform.cron;

import java.nio.charset.StandardCharsets;
import java.time.Instant;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import java.util.stream.Collectors;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import paas.platform.app.AppId;
import paas.platform.manifest.AppJson;
import paas.platform.manifest.CronJob;
import paas.platform.manifest.CronName;
import paas.platform.manifest.ManifestFault;
import paas.platform.store.CronManifest;
import paas.platform.store.CronState;
import paas.platform.store.CronStore;

/**
 * Which jobs there are: those that people added, and those of the files, under another name where
 * an added one has theirs. Thread-safe.
 */
final class CronTable {
  private static final Logger LOG = LoggerFactory.getLogger(CronTable.class);

  private record Parsed(String text, List<CronJob> jobs) {}

  private final CronStore store;
  private final Map<AppId, Parsed> parsed = new ConcurrentHashMap<>();

  CronTable(CronStore store) {
    this.store = store;
  }

  List<Entry> of(AppId app) {
    return entries(store.added(app), store.manifest(app), store.states(app));
  }

  /** Of all apps that have some. Those of before that are there no more are marked so. */
  Map<AppId, List<Entry>> all() {
    Map<AppId, Map<CronName, CronState>> states = store.states(); // first: what is new is not gone
    Map<AppId, List<CronJob>> added = store.added();
    Map<AppId, CronManifest> manifests =
        store.manifests().stream().collect(Collectors.toMap(CronManifest::app, file -> file));
    parsed.keySet().retainAll(manifests.keySet());
    Set<AppId> apps = new HashSet<>(added.keySet());
    apps.addAll(manifests.keySet());
    Map<AppId, List<Entry>> all = new HashMap<>();
    for (AppId app : apps) {
      all.put(
          app,
          entries(
              added.getOrDefault(app, List.of()),
              Optional.ofNullable(manifests.get(app)),
              states.getOrDefault(app, Map.of())));
    }
    states.forEach((app, known) -> markGone(app, known, all.getOrDefault(app, List.of())));
    return all;
  }

  private void markGone(AppId app, Map<CronName, CronState> states, List<Entry> entries) {
    Set<CronName> there =
        entries.stream().map(entry -> entry.job().name()).collect(Collectors.toSet());
    states.forEach((job, state) -> {
      if (!there.contains(job)) {
        store.gone(app, job, state);
      }
    });
  }

  private List<Entry> entries(
      List<CronJob> added, Optional<CronManifest> file, Map<CronName, CronState> states) {
    List<Entry> entries = new ArrayList<>();
    Set<CronName> taken = new HashSet<>();
    for (CronJob job : added) {
      taken.add(job.name());
      entries.add(entry(job, false, Instant.MIN, states));
    }
    for (CronJob job : file.map(this::jobs).orElse(List.of())) {
      CronJob own = job.named(job.name().apartFrom(taken));
      taken.add(own.name());
      entries.add(entry(own, true, file.get().since(), states));
    }
    return entries;
  }

  private static Entry entry(
      CronJob job, boolean fromFile, Instant since, Map<CronName, CronState> states) {
    return new Entry(job, fromFile, since, Optional.ofNullable(states.get(job.name())));
  }

  private List<CronJob> jobs(CronManifest file) {
    Parsed before = parsed.get(file.app());
    if (before != null && before.text().equals(file.appJson())) {
      return before.jobs();
    }
    List<CronJob> jobs = read(file);
    parsed.put(file.app(), new Parsed(file.appJson(), jobs));
    return jobs;
  }

  private static List<CronJob> read(CronManifest file) {
    try {
      return AppJson.parse(file.appJson().getBytes(StandardCharsets.UTF_8)).cron();
    } catch (ManifestFault e) {
      LOG.warn(
          "No cron job of app {} runs: its app.json is not understood any more", file.app(), e);
      return List.of();
    }
  }
}
