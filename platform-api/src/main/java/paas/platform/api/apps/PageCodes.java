package paas.platform.api.apps;

import java.util.EnumSet;
import java.util.Locale;
import java.util.Set;
import java.util.SortedSet;
import java.util.TreeSet;
import paas.platform.fault.Rejected;
import paas.router.http.Pages;
import paas.router.http.message.Failure;

/** The statuses and codes that a page can be for: those of what the router answers for an app. */
final class PageCodes {
  private static final String MAINTENANCE = "maintenance";

  /** No app is meant by them, or nobody is there to see a page. */
  private static final Set<Failure> NEVER_SHOWN =
      EnumSet.of(
          Failure.UNKNOWN_HOST,
          Failure.PLATFORM_IS_PRIVATE,
          Failure.CLIENT_INTERRUPTED,
          Failure.CLIENT_IDLE);

  private static final SortedSet<String> ALL = all();

  private PageCodes() {}

  private static SortedSet<String> all() {
    SortedSet<String> all = new TreeSet<>();
    for (Failure failure : Failure.values()) {
      if (!failure.isRedirect() && !NEVER_SHOWN.contains(failure)) {
        all.add(Integer.toString(failure.status()));
        all.add(failure.code());
      }
    }
    all.removeIf(code -> !Pages.Page.isCode(code));
    return all;
  }

  /** What was typed as the router knows it; it may be for nothing. */
  static String named(String text) {
    String code =
        text.equals(MAINTENANCE) ? Failure.MAINTENANCE.code() : text.toUpperCase(Locale.ROOT);
    if (!Pages.Page.isCode(code)) {
      throw Rejected.invalid(
          "A page is for a status such as 503, a code such as H12, or 'maintenance'.");
    }
    return code;
  }

  /** The same, of an answer that the router makes. */
  static String shown(String text) {
    String code = named(text);
    if (!ALL.contains(code)) {
      throw Rejected.invalid(
          "The router answers nothing with %s in an app's place: a page is for 'maintenance', %s."
              .formatted(code, String.join(", ", ALL)));
    }
    return code;
  }
}
