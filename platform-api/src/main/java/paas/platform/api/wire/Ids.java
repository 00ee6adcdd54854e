package paas.platform.api.wire;

import java.util.Optional;
import java.util.UUID;
import java.util.regex.Pattern;

/** Reads ids from URLs. */
public final class Ids {
  private static final Pattern GRAMMAR =
      Pattern.compile("[0-9a-fA-F]{8}(-[0-9a-fA-F]{4}){3}-[0-9a-fA-F]{12}");

  private Ids() {}

  /** An e-mail address in a path: the server takes its plus for a space, which no address has. */
  public static String email(String decoded) {
    return decoded.replace(' ', '+');
  }

  /** Absent for what is no UUID. */
  public static Optional<UUID> parse(String text) {
    return GRAMMAR.matcher(text).matches() ? Optional.of(UUID.fromString(text)) : Optional.empty();
  }
}
