package paas.platform.store;

import java.util.Map;
import java.util.Optional;
import paas.platform.config.ConfigKey;
import paas.platform.release.Percent;
import paas.platform.release.ReleaseVersion;
import paas.platform.release.Slug;

/** What a new release changes; the rest it takes from an older one, in the same transaction. */
public sealed interface ReleaseDraft {
  /** Who, as releases and logs show it. */
  String by();

  String description();

  /** A build's result, with the config of the latest release and what the setup adds to it. */
  record NewSlug(Slug slug, Setup setup, String by, String description) implements ReleaseDraft {
    public NewSlug(Slug slug, String by, String description) {
      this(slug, Setup.NONE, by, description);
    }
  }

  /**
   * The slug of the newest release that is not failed, the latest config with these changes; absent
   * values unset. Without effect when nothing changes.
   */
  record ConfigChange(Map<ConfigKey, Optional<String>> changes, String by, String description)
      implements ReleaseDraft {
    public ConfigChange {
      changes = Map.copyOf(changes);
    }

    /** Never a value. */
    @Override
    public String toString() {
      return "ConfigChange" + changes.keySet();
    }
  }

  /** The slug of an older release, whatever became of it, with the latest config. */
  record Again(ReleaseVersion of, String by, String description) implements ReleaseDraft {}

  /** Slug and config of an older release that went live. */
  record Rollback(ReleaseVersion to, String by, String description) implements ReleaseDraft {}

  /** What another draft says, to be tried with a part of the requests before it goes live. */
  record Tried(ReleaseDraft what, Percent percent) implements ReleaseDraft {
    @Override
    public String by() {
      return what.by();
    }

    @Override
    public String description() {
      return what.description();
    }
  }
}
