package paas.runner;

import java.util.regex.Pattern;

/**
 * Which platform a container belongs to: two platforms on one engine never see each other's.
 *
 * @param platform 8 lower-case hex digits
 */
public record Scope(String platform) {
  private static final Pattern FORM = Pattern.compile("[0-9a-f]{8}");

  public Scope {
    Grammar.require(FORM, platform, "a platform id (8 hex digits)");
  }
}
