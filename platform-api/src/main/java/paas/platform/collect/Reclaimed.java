package paas.platform.collect;

import java.util.Optional;
import paas.platform.app.AppId;

/**
 * Things of one kind that were removed: whose, how many, and how many bytes they took, as far as
 * that is known.
 */
public record Reclaimed(Optional<AppId> app, Kind kind, int count, long bytes) {
  /** What is collected, as people call it. */
  public enum Kind {
    DESTROYED_APP("destroyed app", "destroyed apps"),
    IMAGE("image", "images"),
    BUILD_CACHE("build cache", "build caches"),
    RUNTIME("shared runtime", "shared runtimes"),
    BUILDKIT_CACHE("BuildKit cache entry", "BuildKit cache entries"),
    BUILD_OUTPUT("build output", "build outputs"),
    RELEASE_OUTPUT("release output", "release outputs"),
    GIT_PACK("git pack", "git packs"),
    CUT_OFF_PUSH("cut-off push", "cut-off pushes"),
    REPOSITORY("repository", "repositories"),
    LOG("log", "logs"),
    VOLUME("volume", "volumes");

    private final String one;
    private final String several;

    Kind(String one, String several) {
      this.one = one;
      this.several = several;
    }

    String text(int count) {
      return count + " " + (count == 1 ? one : several);
    }
  }
}
