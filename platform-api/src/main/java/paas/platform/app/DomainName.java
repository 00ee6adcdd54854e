package paas.platform.app;

import java.util.Locale;
import java.util.regex.Pattern;
import paas.platform.fault.Rejected;

/** A custom hostname, lower case: LDH labels (RFC 1123), at least two, 253 characters at most. */
public record DomainName(String value) {
  private static final Pattern LABEL = Pattern.compile("[a-z0-9]([a-z0-9-]{0,61}[a-z0-9])?");

  public DomainName {
    String[] labels = value.split("\\.", -1);
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

  @Override
  public String toString() {
    return value;
  }
}
