package paas.platform.formation;

import java.math.BigDecimal;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import paas.platform.fault.Rejected;

/**
 * What one instance may use at most, as a person chose it; what was left out is the platform's
 * default.
 *
 * @param text how it is shown and stored: a name, or parts such as {@code 1g:0.5cpu:256pids}
 * @param memory in MiB
 * @param cpus may be a fraction; more than the host has, which only a name or force may say, means
 *     all of it
 * @param pids processes and threads
 */
public record Size(
    String text, Optional<Long> memory, Optional<Double> cpus, Optional<Integer> pids) {
  /** The platform's default in everything. */
  public static final Size DEFAULT =
      new Size("default", Optional.empty(), Optional.empty(), Optional.empty());

  /** Names of our own: clients print Heroku's prices beside Heroku's names. */
  public static final Map<String, String> NAMED =
      Map.of(
          "micro", "128m:0.25cpu",
          "small", "256m:0.5cpu",
          "medium", "512m:1cpu",
          "large", "1g:2cpu",
          "xlarge", "2g:4cpu");

  /** What Heroku's names stand for, so that scripts written for it keep their meaning. */
  private static final Map<String, String> HEROKU =
      Map.of(
          "eco", "512m",
          "basic", "512m",
          "standard-1x", "512m",
          "standard-2x", "1g",
          "performance-m", "2560m",
          "performance-l", "14g");

  /** Less, and the kernel kills most runtimes while they load. */
  private static final long LEAST_MEMORY = 32;

  private static final long MOST_MEMORY = 1L << 22;
  private static final double LEAST_CPUS = 0.05;
  private static final int LEAST_PIDS = 8;
  private static final int LONGEST = 40;

  private static final Pattern PART =
      Pattern.compile("([0-9]{1,7}(?:\\.[0-9]{1,3})?)(mb?|gb?|cpus?|pids)");

  /** The size of a container of which only the memory is known. */
  public static Size ofMemory(long bytes) {
    return parts((bytes >> 20) + "m");
  }

  /** Case does not matter. Refused with what would be right. */
  public static Size parse(String given) {
    String text = given.strip().toLowerCase(Locale.ROOT);
    if (text.equals(DEFAULT.text)) {
      return DEFAULT;
    }
    if (NAMED.containsKey(text)) {
      Size size = parts(NAMED.get(text));
      return new Size(text, size.memory, size.cpus, size.pids);
    }
    return parts(HEROKU.getOrDefault(text, text));
  }

  private static Size parts(String text) {
    if (text.length() > LONGEST) {
      throw notASize(text.substring(0, LONGEST) + "…");
    }
    Size size = new Size("", Optional.empty(), Optional.empty(), Optional.empty());
    for (String part : text.split(":", -1)) {
      size = size.with(part, text);
    }
    return size;
  }

  private Size with(String part, String whole) {
    Matcher matcher = PART.matcher(part);
    if (!matcher.matches()) {
      throw notASize(whole);
    }
    BigDecimal number = new BigDecimal(matcher.group(1));
    String longer = text.isEmpty() ? part : text + ":" + part;
    Size size =
        switch (matcher.group(2).charAt(0)) {
          case 'm' -> new Size(longer, once(memory, number.longValue(), whole), cpus, pids);
          case 'g' -> new Size(longer, once(memory, gibi(number), whole), cpus, pids);
          case 'c' -> new Size(longer, memory, once(cpus, number.doubleValue(), whole), pids);
          default -> new Size(longer, memory, cpus, once(pids, number.intValue(), whole));
        };
    if (!size.bounded()) {
      throw notASize(whole);
    }
    return size;
  }

  private static <T> Optional<T> once(Optional<T> before, T value, String whole) {
    if (before.isPresent()) {
      throw notASize(whole);
    }
    return Optional.of(value);
  }

  private static long gibi(BigDecimal number) {
    return number.multiply(BigDecimal.valueOf(1024)).longValue();
  }

  private boolean bounded() {
    return memory.filter(m -> m < LEAST_MEMORY || m > MOST_MEMORY).isEmpty()
        && cpus.filter(c -> c < LEAST_CPUS).isEmpty()
        && pids.filter(p -> p < LEAST_PIDS).isEmpty();
  }

  private static Rejected notASize(String text) {
    return Rejected.invalid(
        "'%s' is no size. Choose default, micro, small, medium, large or xlarge, or say it in parts: 512m, 1g:0.5cpu, 2g:1cpu:256pids (at least %d MB, %s CPUs, %d pids)."
            .formatted(text.replaceAll("\\p{Cntrl}", "?"), LEAST_MEMORY, LEAST_CPUS, LEAST_PIDS));
  }

  @Override
  public String toString() {
    return text;
  }
}
