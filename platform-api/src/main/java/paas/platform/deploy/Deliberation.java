package paas.platform.deploy;

import java.util.List;
import java.util.Map;
import java.util.Optional;
import paas.platform.plan.Exposures;
import paas.platform.plan.Planner;
import paas.platform.plan.Seen;
import paas.platform.plan.Step;
import paas.platform.plan.Wanted;
import paas.platform.release.ProcessType;

/**
 * Asks the planner, but not twice the same: most turns bring no news. Used by one loop's thread.
 */
final class Deliberation {
  private record Wish(AppIntent intent, Map<ProcessType, Integer> surge) {}

  private record Question(Wish wish, Look look, Optional<Exposures> published) {}

  private final Surges surges;
  private Optional<Wish> wish = Optional.empty();
  private Wanted wanted = Wanted.NOTHING;
  private Optional<Question> question = Optional.empty();
  private List<Step> answer = List.of();

  Deliberation(Surges surges) {
    this.surges = surges;
  }

  /** {@code published} is what the router has acknowledged and is still true. */
  List<Step> steps(Look look, Optional<Exposures> published) {
    Wish now = new Wish(look.intent(), surges.of(look.intent()));
    if (wish.filter(now::equals).isEmpty()) {
      wanted = now.intent().wanted(now.surge());
      wish = Optional.of(now);
    }
    Question asked = new Question(now, look, published);
    if (question.filter(asked::equals).isEmpty()) {
      answer = Planner.plan(wanted, new Seen(look.seen(), published, look.cooling()));
      question = Optional.of(asked);
    }
    return answer;
  }

  /**
   * How many instances of this type the last answer allows beyond those that are wanted, if not
   * all.
   */
  Optional<Integer> surge(ProcessType type) {
    return Optional.ofNullable(wanted.surge().get(type));
  }
}
