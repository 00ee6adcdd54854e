package paas.router.http.message;

import java.util.List;
import java.util.Locale;
import java.util.regex.Pattern;

/**
 * Which of HTML and JSON a client would rather have, by the weights in its Accept field (RFC 9110
 * section 12.5.1). Read only when the router answers itself.
 *
 * @param html the weight of HTML in thousandths; 0 when it is not named
 * @param json the same of JSON
 */
record Accept(int html, int json) {
  private static final int FULL = 1_000;
  private static final int MAX_LENGTH = 1_024;
  private static final Pattern WEIGHT = Pattern.compile("[qQ]=(0(\\.[0-9]{0,3})?|1(\\.0{0,3})?)");

  /** Reads all members of these fields; what is malformed, or far too long, counts for nothing. */
  static Accept of(List<String> fields) {
    int html = 0;
    int json = 0;
    int length = 0;
    for (String field : fields) {
      length += field.length();
    }
    if (length > MAX_LENGTH) {
      return new Accept(html, json);
    }
    for (String member : String.join(",", fields).split(",", -1)) {
      String[] parts = member.split(";", -1);
      switch (parts[0].strip().toLowerCase(Locale.ROOT)) {
        case "text/html", "text/*", "application/xhtml+xml" -> html = Math.max(html, weight(parts));
        case "application/json", "application/*", "application/problem+json" ->
            json = Math.max(json, weight(parts));
        default -> {}
      }
    }
    return new Accept(html, json);
  }

  private static int weight(String[] parts) {
    for (int i = 1; i < parts.length; i++) {
      String parameter = parts[i].strip();
      if (WEIGHT.matcher(parameter).matches()) {
        return (int) Math.round(Double.parseDouble(parameter.substring(2)) * FULL);
      }
    }
    return FULL;
  }

  boolean prefersHtml() {
    return html > 0 && html >= json;
  }

  boolean prefersJson() {
    return json > html;
  }
}
