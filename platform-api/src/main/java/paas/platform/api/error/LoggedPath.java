package paas.platform.api.error;

import io.micronaut.http.HttpRequest;
import java.util.regex.Pattern;

/**
 * A request's path as the log may have it. Links to streams, uploads and runs have a secret for a
 * segment, and whoever reads the log must not be able to use them.
 */
final class LoggedPath {
  private static final String ID = "[0-9a-f]{8}(?:-[0-9a-f]{4}){3}-[0-9a-f]{12}";

  /** Any segment that is long enough for one, and no id. */
  private static final Pattern SECRET =
      Pattern.compile("(?<=/)(?!" + ID + "(?:/|$))[A-Za-z0-9_-]{32,}(?=/|$)");

  private LoggedPath() {}

  static String of(HttpRequest<?> request) {
    return SECRET.matcher(request.getPath()).replaceAll("…");
  }
}
