package paas.platform.recipe;

import java.util.Locale;
import paas.platform.fault.Rejected;

/** What the twelve-factor check may do to a deploy. */
public enum PushCheck {
  /** Findings are shown when the release is live. */
  REPORT,
  /** Findings refuse the deploy before there is a release. */
  STRICT;

  public static PushCheck parse(String text) {
    for (PushCheck check : values()) {
      if (check.text().equals(text)) {
        return check;
      }
    }
    throw Rejected.invalid("Check " + Quoted.of(text) + " is unknown: it is report or strict.");
  }

  public String text() {
    return name().toLowerCase(Locale.ROOT);
  }
}
