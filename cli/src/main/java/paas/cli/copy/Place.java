package paas.cli.copy;

import java.util.Optional;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/** A path in an instance: {@code web.1:/tmp/heap.hprof}. */
record Place(String instance, String path) {
  private static final Pattern FORM =
      Pattern.compile("([A-Za-z0-9][A-Za-z0-9_-]*\\.[1-9][0-9]*):(.+)", Pattern.DOTALL);

  /** Empty for what is a path here. */
  static Optional<Place> parse(String word) {
    Matcher matcher = FORM.matcher(word);
    return matcher.matches()
        ? Optional.of(new Place(matcher.group(1), matcher.group(2)))
        : Optional.empty();
  }

  /** The last name of the path; empty for the root, or a path that ends in dots. */
  Optional<String> name() {
    String trimmed = path.replaceAll("/+$", "");
    String last = trimmed.substring(trimmed.lastIndexOf('/') + 1);
    return Optional.of(last).filter(n -> !n.isEmpty() && !n.equals(".") && !n.equals(".."));
  }

  @Override
  public String toString() {
    return instance + ":" + path;
  }
}
