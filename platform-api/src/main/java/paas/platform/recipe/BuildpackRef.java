package paas.platform.recipe;

import java.net.URI;
import java.net.URISyntaxException;
import java.util.regex.Pattern;
import paas.platform.fault.Rejected;

/**
 * A buildpack as people spell it: a built-in name ({@code nodejs}, {@code heroku/nodejs}), an https
 * URL of a git repository with an optional {@code #ref} or of a {@code .tgz}, or {@code ./path} in
 * the source. At most {@link #MAX} characters; never with a password in it.
 */
public record BuildpackRef(String value) {
  static final int MAX = 256;

  private static final Pattern NAME =
      Pattern.compile("[a-z0-9][a-z0-9-]{0,60}(/[a-z0-9][a-z0-9-]{0,60})?");
  private static final Pattern REF = Pattern.compile("[A-Za-z0-9][A-Za-z0-9._/-]{0,199}");
  private static final String URN = "urn:buildpack:";

  public BuildpackRef {
    if (value.length() > MAX) {
      throw Rejected.invalid(
          "Buildpack " + Quoted.of(value) + " is longer than " + MAX + " characters.");
    }
    if (value.startsWith("./")) {
      new TreePath(value.substring(2));
    } else if (value.contains(":")) {
      checkUrl(value);
    } else if (!NAME.matcher(value).matches()) {
      throw Rejected.invalid(
          "Buildpack "
              + Quoted.of(value)
              + " is not valid: use a built-in name (nodejs), an https git URL with an optional"
              + " #ref, an https .tgz URL, or ./path in your source.");
    }
  }

  /** As the Heroku clients send it, too: {@code urn:buildpack:heroku/nodejs}. */
  public static BuildpackRef parse(String text) {
    String spelling = text.strip();
    return new BuildpackRef(spelling.startsWith(URN) ? spelling.substring(URN.length()) : spelling);
  }

  private static void checkUrl(String value) {
    URI uri = uri(value);
    if (!"https".equalsIgnoreCase(uri.getScheme())) {
      throw Rejected.invalid(
          "Buildpack " + Quoted.of(value) + " cannot be fetched: only https:// URLs are.");
    }
    if (uri.getRawUserInfo() != null) {
      throw Rejected.invalid(
          "A buildpack's URL must hold no user name or password: everybody who sees the app would"
              + " read it.");
    }
    if (uri.getHost() == null || uri.getPath() == null || uri.getPath().length() < 2) {
      throw Rejected.invalid(
          "Buildpack " + Quoted.of(value) + " is not the URL of a git repository or .tgz file.");
    }
    String ref = uri.getRawFragment();
    if (ref != null && (!REF.matcher(ref).matches() || ref.contains(".."))) {
      throw Rejected.invalid(
          "Buildpack " + Quoted.of(value) + " names no valid branch, tag or commit behind '#'.");
    }
  }

  private static URI uri(String value) {
    try {
      return new URI(value);
    } catch (URISyntaxException e) {
      throw Rejected.invalid("Buildpack " + Quoted.of(value) + " is not a valid URL.");
    }
  }

  @Override
  public String toString() {
    return value;
  }
}
