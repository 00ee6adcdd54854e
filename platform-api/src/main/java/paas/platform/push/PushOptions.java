package paas.platform.push;

import java.util.List;
import java.util.Optional;
import paas.platform.fault.Rejected;
import paas.platform.release.Percent;

/**
 * What {@code git push -o} asks for.
 *
 * @param canary the part of the requests that the pushed commit is to be tried with
 */
record PushOptions(Optional<Percent> canary) {
  private static final String CANARY = "canary=";

  /** One that is not known is refused: a misspelt canary would go live. */
  static PushOptions parse(List<String> options) {
    Optional<Percent> canary = Optional.empty();
    for (String option : options) {
      if (!option.startsWith(CANARY)) {
        throw Rejected.invalid(
            "Push option '%s' is not known; there is canary=PERCENT, as in git push -o canary=10."
                .formatted(shown(option)));
      }
      canary = Optional.of(Percent.parse(option.substring(CANARY.length())));
    }
    return new PushOptions(canary);
  }

  private static String shown(String option) {
    String cut = option.length() > 40 ? option.substring(0, 40) + "…" : option;
    return cut.replaceAll("\\p{Cntrl}", "?");
  }
}
