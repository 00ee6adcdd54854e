package paas.platform.store;

import jakarta.inject.Singleton;
import java.time.Instant;
import java.util.Optional;
import java.util.Set;
import java.util.UUID;
import java.util.stream.Collectors;
import paas.platform.app.AppId;
import paas.platform.config.ConfigVars;
import paas.platform.fault.Rejected;
import paas.platform.release.Canary;
import paas.platform.release.ProcessType;
import paas.platform.release.Release;
import paas.platform.release.ReleaseStatus;
import paas.platform.release.ReleaseVersion;
import paas.platform.release.Slug;
import paas.platform.store.row.CanaryRow;
import paas.platform.store.row.CanaryRows;
import paas.platform.store.row.QuantityRow;
import paas.platform.store.row.QuantityRows;
import paas.platform.store.row.ReleaseRows;

/** Appends releases; only inside a transaction that holds the app's lock. */
@Singleton
class ReleaseLedger {
  private final ReleaseRows releases;
  private final QuantityRows quantities;
  private final ChosenSettings settings;
  private final CanaryRows canaries;
  private final ReleaseCodec codec;

  ReleaseLedger(
      ReleaseRows releases,
      QuantityRows quantities,
      ChosenSettings settings,
      CanaryRows canaries,
      ReleaseCodec codec) {
    this.releases = releases;
    this.canaries = canaries;
    this.quantities = quantities;
    this.settings = settings;
    this.codec = codec;
  }

  /** Release v1 of an app that was just made. */
  Release first(AppId app, String by, Instant at) {
    return save(
        new Release(
            UUID.randomUUID(),
            app,
            new ReleaseVersion(1),
            Optional.empty(),
            ConfigVars.EMPTY,
            "Initial release",
            by,
            at,
            new ReleaseStatus.Succeeded(),
            at));
  }

  /** Refused while a canary is tried: which of them should be live would be anybody's guess. */
  Release append(AppId app, ReleaseDraft draft, Instant at) {
    canaries
        .of(app.value())
        .map(CanaryStore::read)
        .ifPresent(canary -> {
          if (!canary.isPromoted() || draft instanceof ReleaseDraft.Tried) {
            throw Rejected.conflict(canary.inTheWay());
          }
        });
    Release latest = releases.latest(app.value()).map(codec::release).orElseThrow();
    return switch (draft) {
      case ReleaseDraft.NewSlug d -> {
        ConfigVars config = latest.config().withDefaults(d.setup().config());
        Release release = append(latest, Optional.of(d.slug()), config, draft, at);
        d.setup().quantities().forEach((type, quantity) -> set(app, type, quantity));
        d.setup().settings(settings.of(app)).forEach((type, s) -> settings.set(app, type, s));
        yield release;
      }
      case ReleaseDraft.ConfigChange d -> {
        ConfigVars config = latest.config().with(d.changes());
        yield config.equals(latest.config())
            ? latest
            : append(latest, standingSlug(app), config, draft, at);
      }
      case ReleaseDraft.Again d ->
          append(latest, Optional.of(built(app, d.of())), latest.config(), draft, at);
      case ReleaseDraft.Tried d -> {
        requireServing(app);
        Release release = append(app, d.what(), at);
        canaries.save(
            new CanaryRow(
                release.id(),
                app.value(),
                release.version().number(),
                d.percent().value(),
                Canary.Stage.STARTING.word()));
        yield release;
      }
      case ReleaseDraft.Rollback d -> {
        Release target = target(app, d.to());
        yield append(latest, target.slug(), target.config(), draft, at);
      }
    };
  }

  private void requireServing(AppId app) {
    if (releases.serving(app.value()).isEmpty()) {
      throw Rejected.invalid(
          "No release of the app is live yet, so a canary would stand beside nothing: deploy the"
              + " first one as usual.");
    }
  }

  /** A config change must not bring back an image that already failed. */
  private Optional<Slug> standingSlug(AppId app) {
    return releases.latestNotFailed(app.value()).map(codec::release).flatMap(Release::slug);
  }

  private Slug built(AppId app, ReleaseVersion version) {
    Slug slug =
        kept(app, version)
            .slug()
            .orElseThrow(() ->
                Rejected.invalid(
                    "Release "
                        + version
                        + " has no build, so there is nothing to run: deploy with git push."));
    requireImage(app, version);
    return slug;
  }

  private Release kept(AppId app, ReleaseVersion version) {
    return releases
        .find(app.value(), version.number())
        .map(codec::release)
        .orElseThrow(() ->
            Rejected.notFound(
                "release",
                "There is no release " + version + ": see `paas releases` for those kept."));
  }

  private Release target(AppId app, ReleaseVersion version) {
    Release target = kept(app, version);
    if (!target.eligibleForRollback()) {
      throw Rejected.invalid(
          "Release "
              + version
              + " never went live, so there is nothing to go back to: choose one that succeeded,"
              + " see `paas releases`.");
    }
    requireImage(app, version);
    return target;
  }

  private void requireImage(AppId app, ReleaseVersion version) {
    if (releases.isCollected(app.value(), version.number()) > 0) {
      throw Rejected.invalid(
          version
              + "'s image is gone: the images of old and of failed releases are removed to save"
              + " space. Choose a newer one, see `paas releases`, or push its commit again.");
    }
  }

  private Release append(
      Release latest, Optional<Slug> slug, ConfigVars config, ReleaseDraft draft, Instant at) {
    slug.ifPresent(s -> addProcessTypes(latest.app(), s));
    return save(
        new Release(
            UUID.randomUUID(),
            latest.app(),
            latest.version().next(),
            slug,
            config,
            draft.description(),
            draft.by(),
            at,
            slug.isPresent() ? new ReleaseStatus.Recorded() : new ReleaseStatus.Succeeded(),
            at));
  }

  /** New types begin at quantity 0, so that they show and can be scaled. */
  private void addProcessTypes(AppId app, Slug slug) {
    Set<String> known =
        quantities.of(app.value()).stream()
            .map(QuantityRow::processType)
            .collect(Collectors.toSet());
    for (ProcessType type : slug.processes().keySet()) {
      if (!type.equals(ProcessType.RELEASE) && !known.contains(type.name())) {
        int quantity = type.isWeb() ? 1 : 0;
        quantities.save(QuantityRow.of(app.value(), type.name(), quantity));
      }
    }
  }

  private void set(AppId app, ProcessType type, int quantity) {
    if (quantities.change(app.value(), type.name(), quantity) == 0) {
      quantities.save(QuantityRow.of(app.value(), type.name(), quantity));
    }
  }

  private Release save(Release release) {
    releases.save(codec.row(release));
    return release;
  }
}
