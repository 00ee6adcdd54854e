package paas.platform.access;

import java.util.Locale;
import java.util.regex.Pattern;
import paas.platform.fault.Rejected;

/** A user's address, lower case; it is the name that releases and logs show. */
public record Email(String value) {
  private static final Pattern GRAMMAR =
      Pattern.compile("[a-z0-9._%+-]{1,64}@[a-z0-9]([a-z0-9.-]{0,180}[a-z0-9])?");

  public Email {
    value = value.toLowerCase(Locale.ROOT);
    if (!GRAMMAR.matcher(value).matches()) {
      throw Rejected.invalid("That is not an e-mail address: use name@host.");
    }
  }

  @Override
  public String toString() {
    return value;
  }
}
