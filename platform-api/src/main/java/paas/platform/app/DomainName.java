package paas.platform.app;

import java.util.Locale;
import java.util.regex.Pattern;
import paas.platform.fault.Rejected;

/**
 * A custom hostname, lower case: LDH labels (RFC 1123), at least two, 253 characters at most.
 * {@code *.example.org} stands for every name below {@code example.org} that no app has itself.
 */
public record DomainName(String value) {
  private static final String WILDCARD = "*.";
  private static final Pattern LABEL = Pattern.compile("[a-z0-9]([a-z0-9-]{0,61}[a-z0-9])?");

  public DomainName {
    String base = value.startsWith(WILDCARD) ? value.substring(WILDCARD.length()) : value;
    String[] labels = base.split("\\.", -1);
    boolean fits = value.length() <= 253 && labels.length >= 2;
    for (String label : labels) {
      fits &= LABEL.matcher(label).matches();
    }
    if (!fits || labels[labels.length - 1].chars().allMatch(c -> c >= '0' && c <= '9')) {
      String cut = value.length() > 60 ? value.substring(0, 60) + "…" : value;
      throw Rejected.invalid(
          "Domain '"
              + cut.replaceAll("\\p{Cntrl}", "?")
              + "' is not a hostname: use names such as www.example.com (punycode for others).");
    }
  }

  public static DomainName parse(String text) {
    return new DomainName(text.toLowerCase(Locale.ROOT));
  }

  /** A name that is not a wildcard. */
  public static DomainName exact(String text) {
    DomainName name = parse(text);
    if (name.isWildcard()) {
      throw Rejected.invalid("Visitors cannot be sent to " + name + ": name one of its hostnames.");
    }
    return name;
  }

  public boolean isWildcard() {
    return value.startsWith(WILDCARD);
  }

  /** Whether a wildcard stands for that hostname too. */
  public boolean covers(String host) {
    return isWildcard() && host.endsWith(value.substring(1));
  }

  /** Whether one is a wildcard, and the other what it stands for or hangs from. */
  public boolean overlaps(DomainName other) {
    return !equals(other) && (spans(other) || other.spans(this));
  }

  private boolean spans(DomainName other) {
    return covers("." + other.value);
  }

  @Override
  public String toString() {
    return value;
  }
}
