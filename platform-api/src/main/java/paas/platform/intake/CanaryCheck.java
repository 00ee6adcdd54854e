package paas.platform.intake;

import java.util.Optional;
import java.util.function.Function;
import java.util.function.Predicate;
import paas.platform.app.AppId;
import paas.platform.release.Canary;

/** Refuses a deploy that could not be released beside a canary, or as one, before it is built. */
final class CanaryCheck {
  private final Function<AppId, Optional<Canary>> canary;
  private final Predicate<AppId> live;

  /** The canary of an app, and whether it has a live release. */
  CanaryCheck(Function<AppId, Optional<Canary>> canary, Predicate<AppId> live) {
    this.canary = canary;
    this.live = live;
  }

  /** What is in the way of a deploy; nothing where it may go on. */
  Optional<String> to(Deployment deployment) {
    Optional<Canary> tried = canary.apply(deployment.app().id());
    boolean wantsOne = deployment.canary().isPresent();
    if (tried.isPresent() && (wantsOne || !tried.get().isPromoted())) {
      return Optional.of(tried.get().inTheWay());
    }
    return wantsOne && !live.test(deployment.app().id())
        ? Optional.of(
            "No release of the app is live yet, so a canary would stand beside nothing: push the"
                + " first one without -o canary.")
        : Optional.empty();
  }
}
