package paas.platform.intake;

import java.util.Optional;
import java.util.function.Function;
import java.util.function.Predicate;
import paas.platform.app.AppId;
import paas.platform.fault.Rejected;
import paas.platform.release.Canary;
import paas.platform.release.Percent;

/** Refuses a deploy that could not be released beside a canary, or as one, before it is built. */
final class CanaryCheck {
  /** Refuses a canary that would have no instance, or for which there is no room. */
  interface Room {
    void require(AppId app, Percent percent);
  }

  /** What is in the way, and that in a few words. */
  record Obstacle(String why, String summary) {
    static Obstacle canary(String why) {
      return new Obstacle(why, "a canary is in the way");
    }
  }

  private final Function<AppId, Optional<Canary>> canary;
  private final Predicate<AppId> live;
  private final Room room;

  /** The canary of an app, whether it has a live release, and whether there is room for one. */
  CanaryCheck(Function<AppId, Optional<Canary>> canary, Predicate<AppId> live, Room room) {
    this.canary = canary;
    this.live = live;
    this.room = room;
  }

  /** What is in the way of a deploy; nothing where it may go on. */
  Optional<Obstacle> to(Deployment deployment) {
    AppId app = deployment.app().id();
    Optional<Canary> tried = canary.apply(app);
    Optional<Percent> wanted = deployment.canary();
    if (tried.isPresent() && (wanted.isPresent() || !tried.get().isPromoted())) {
      return Optional.of(Obstacle.canary(tried.get().inTheWay()));
    }
    return wanted.flatMap(percent -> live.test(app) ? noRoom(app, percent) : nothingLive());
  }

  private static Optional<Obstacle> nothingLive() {
    return Optional.of(
        new Obstacle(
            "No release of the app is live yet, so a canary would stand beside nothing: push the"
                + " first one without -o canary.",
            "no release is live yet"));
  }

  private Optional<Obstacle> noRoom(AppId app, Percent percent) {
    try {
      room.require(app, percent);
      return Optional.empty();
    } catch (Rejected e) {
      return Optional.of(
          new Obstacle(String.valueOf(e.getMessage()), "there is no place for a canary"));
    }
  }
}
