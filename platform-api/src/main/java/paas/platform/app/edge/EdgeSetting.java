package paas.platform.app.edge;

import java.util.Optional;
import java.util.stream.Stream;
import paas.platform.fault.Rejected;

/** What can be set of the router for one app, with what holds where nothing is set. */
public enum EdgeSetting {
  FIRST_BYTE("first-byte", "30s", "how long an instance may take to begin its answer (H12)"),
  IDLE("idle", "55s", "how long nothing may be sent after that, either way (H15, H28)"),
  BODY_LIMIT("body-limit", "none", "the largest body of a request (413)"),
  BASIC_AUTH("basic-auth", "off", "the user and the password that visitors need (401)"),
  ALLOW("allow", "all", "the addresses that visitors may come from (403)"),
  RATE_LIMIT("rate-limit", "none", "how many requests each address may make (429)"),
  STICKY("sticky", "off", "whether a visitor comes back to the same instance"),
  PROTOCOL(
      "protocol", "http1", "what its web process speaks: http1, or h2c for gRPC; others: api:h2c"),
  CANONICAL("canonical", "none", "the domain that all others lead to (301, 308)");

  private final String word;
  private final String standard;
  private final String about;

  EdgeSetting(String word, String standard, String about) {
    this.word = word;
    this.standard = standard;
    this.about = about;
  }

  public String word() {
    return word;
  }

  /** What holds where nothing is set, in words. */
  public String standard() {
    return standard;
  }

  public String about() {
    return about;
  }

  public static Optional<EdgeSetting> find(String word) {
    return Stream.of(values()).filter(setting -> setting.word.equals(word)).findFirst();
  }

  public static EdgeSetting parse(String word) {
    return find(word)
        .orElseThrow(() ->
            Rejected.invalid(
                "The router has no setting '%s': there are %s."
                    .formatted(
                        (word.length() > 40 ? word.substring(0, 40) + "…" : word)
                            .replaceAll("\\p{Cntrl}", "?"),
                        String.join(", ", Stream.of(values()).map(EdgeSetting::word).toList()))));
  }
}
