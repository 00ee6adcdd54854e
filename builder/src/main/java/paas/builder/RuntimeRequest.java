package paas.builder;

import java.nio.charset.StandardCharsets;
import java.util.HexFormat;
import java.util.Optional;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import paas.builder.image.LayerWriter;

/**
 * What a built-in buildpack wants of a language runtime: which one, and an exact version or a range
 * in the buildpack's own terms.
 */
record RuntimeRequest(String name, String wanted) {
  private static final Pattern NAME = Pattern.compile("[A-Za-z0-9][A-Za-z0-9._+-]{0,63}");
  private static final Pattern WANTED = Pattern.compile("[A-Za-z0-9._^~<>=*|+-]{1,64}");

  /** As in driver.sh: three numbers and perhaps a suffix. */
  private static final Pattern EXACT =
      Pattern.compile("v?[0-9]+\\.[0-9]+\\.[0-9]+([-+_.][A-Za-z0-9._+-]*)?");

  private static final Pattern LINE = Pattern.compile("(\\S+) (\\S+)");

  /** Reads {@code NAME REQUEST}; empty for anything else. */
  static Optional<RuntimeRequest> parse(String line) {
    Matcher words = LINE.matcher(line);
    return words.matches()
            && NAME.matcher(words.group(1)).matches()
            && WANTED.matcher(words.group(2)).matches()
        ? Optional.of(new RuntimeRequest(words.group(1), words.group(2)))
        : Optional.empty();
  }

  /** Which of its entries is fresh: an exact version is never made anew. */
  String generation(String current) {
    return EXACT.matcher(wanted).matches() ? "0" : current;
  }

  /** The folder of its entries, as driver.sh computes it. */
  String entry(String buildpackVersion, String stack) {
    String of = String.join("\n", buildpackVersion, stack, name, wanted) + "\n";
    return HexFormat.of()
        .formatHex(LayerWriter.sha256().digest(of.getBytes(StandardCharsets.UTF_8)));
  }
}
