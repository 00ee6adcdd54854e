package paas.platform.app.edge;

import java.time.Duration;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import paas.platform.fault.Rejected;
import paas.router.http.AddressBlock;
import paas.router.http.Protocol;
import paas.router.http.RateLimit;
import paas.router.http.Visitors;

/** The values of settings, each read from its text or refused with what would do. */
final class Readings {
  private static final Duration SHORTEST = Duration.ofMillis(100);
  private static final Duration LONGEST = Duration.ofHours(24);
  private static final long SMALLEST_BODY = 1 << 10;
  private static final long LARGEST_BODY = 1L << 40;
  private static final Pattern RATE =
      Pattern.compile("([0-9]{1,6})/(s|m|h)(?:,burst=([0-9]{1,6}))?");
  private static final Pattern SPEAKS =
      Pattern.compile("(?:([A-Za-z0-9][A-Za-z0-9_-]{0,62}):)?(http1|h2c)");
  private static final String PROTOCOLS =
      "http1, or h2c for HTTP/2 without TLS, as gRPC has; of another process type: api:h2c";
  private static final int MOST_TYPES = 50;

  /** The process type that speaks where none is named. */
  static final String WEB = "web";

  private Readings() {}

  static Duration duration(EdgeSetting setting, String text) {
    return Amounts.duration(text)
        .filter(value -> value.compareTo(SHORTEST) >= 0 && value.compareTo(LONGEST) <= 0)
        .orElseThrow(() -> refused(setting, text, "a time from 100ms to 24h, such as 45s"));
  }

  static long bytes(EdgeSetting setting, String text) {
    return Amounts.bytes(text)
        .filter(value -> value >= SMALLEST_BODY && value <= LARGEST_BODY)
        .orElseThrow(() -> refused(setting, text, "a size from 1k to 1024g, such as 10m"));
  }

  static boolean flag(EdgeSetting setting, String text) {
    return switch (text) {
      case "on", "true" -> true;
      case "off", "false" -> false;
      default -> throw refused(setting, text, "on or off");
    };
  }

  /**
   * By process type: {@code h2c}, {@code api:h2c}, or {@code http1,api:h2c}; the bare one is web's.
   */
  static Map<String, Protocol> protocols(EdgeSetting setting, String text) {
    Map<String, Protocol> protocols = new HashMap<>();
    for (String entry : text.split(",", -1)) {
      Matcher match = SPEAKS.matcher(entry.strip());
      if (!match.matches() || protocols.size() == MOST_TYPES) {
        throw refused(setting, entry, PROTOCOLS);
      }
      String type = match.group(1) == null ? WEB : match.group(1);
      Protocol protocol = match.group(2).equals("h2c") ? Protocol.H2C : Protocol.HTTP_1;
      if (protocols.put(type, protocol) != null) {
        throw refused(setting, text, "one protocol for each process type");
      }
    }
    return Map.copyOf(protocols);
  }

  static List<AddressBlock> blocks(EdgeSetting setting, String text) {
    List<AddressBlock> blocks = new ArrayList<>();
    for (String entry : text.split("[,\\s]+", -1)) {
      try {
        blocks.add(AddressBlock.parse(entry));
      } catch (IllegalArgumentException e) {
        throw refused(
            setting, entry, "addresses and blocks with commas, such as 192.0.2.0/24,2001:db8::/32");
      }
    }
    if (blocks.size() > Visitors.MAX_BLOCKS) {
      throw Rejected.invalid("At most " + Visitors.MAX_BLOCKS + " blocks can be allowed.");
    }
    return blocks;
  }

  /** A burst is what one unit of time brings, where nothing is said. */
  static RateLimit rate(EdgeSetting setting, String text) {
    Matcher match = RATE.matcher(text);
    if (!match.matches() || Integer.parseInt(match.group(1)) == 0) {
      throw refused(setting, text, "a rate such as 10/s, 100/m or 10/s,burst=50");
    }
    int number = Integer.parseInt(match.group(1));
    Duration unit =
        switch (match.group(2)) {
          case "s" -> Duration.ofSeconds(1);
          case "m" -> Duration.ofMinutes(1);
          default -> Duration.ofHours(1);
        };
    int burst =
        Optional.ofNullable(match.group(3))
            .map(Integer::parseInt)
            .orElse(Math.min(number, RateLimit.MAX_BURST));
    try {
      return new RateLimit(unit.dividedBy(number), burst);
    } catch (IllegalArgumentException e) {
      throw Rejected.invalid("rate-limit cannot be '%s'. %s.".formatted(text, e.getMessage()));
    }
  }

  static Rejected refused(EdgeSetting setting, String text, String wanted) {
    String cut = text.length() > 60 ? text.substring(0, 60) + "…" : text;
    return Rejected.invalid(
        "%s cannot be '%s': give %s."
            .formatted(setting.word(), cut.replaceAll("\\p{Cntrl}", "?"), wanted));
  }
}
