package paas.platform.intake;

import java.io.IOException;
import java.util.Optional;
import java.util.UUID;
import java.util.function.Consumer;
import paas.platform.app.App;
import paas.platform.build.BuildOutcome;
import paas.platform.release.Percent;

/**
 * One version of an app on its way in.
 *
 * @param version of the source as far as it is known: a commit, or what the client calls it
 * @param by who asked, as logs and releases show it
 * @param canary the part of the requests that its release is to be tried with; absent: it goes live
 * @param maker makes the image
 */
public record Deployment(
    App app, String version, String by, Optional<Percent> canary, Maker maker) {
  private static final int COMMIT = 40;
  private static final int SHORT_COMMIT = 8;

  /** Makes the image that is to be released; blocks. */
  @FunctionalInterface
  public interface Maker {
    /**
     * {@code whenGone} is given what ends the making at once. {@code Rejected} says what is wrong
     * with the source.
     */
    BuildOutcome make(UUID build, Console console, Consumer<Runnable> whenGone) throws IOException;
  }

  /** What a release of this version is called. */
  static String title(String version) {
    if (version.isEmpty()) {
      return "Deploy";
    }
    boolean commit = version.length() == COMMIT && version.matches("[0-9a-f]+");
    return "Deploy " + (commit ? version.substring(0, SHORT_COMMIT) : version);
  }
}
