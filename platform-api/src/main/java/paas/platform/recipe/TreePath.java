package paas.platform.recipe;

import java.nio.charset.StandardCharsets;
import java.util.List;
import paas.platform.fault.Rejected;

/**
 * A path inside the source: relative, normal, with slashes, at most {@link #MAX_BYTES} of UTF-8. It
 * cannot leave the tree by its spelling; symlinks in the tree are the builder's to refuse.
 */
public record TreePath(String value) {
  /** In bytes; also what file systems take for one name. */
  static final int MAX_BYTES = 255;

  public TreePath {
    boolean normal =
        List.of(value.split("/", -1)).stream()
            .noneMatch(name -> name.isEmpty() || name.equals(".") || name.equals(".."));
    boolean fits = value.getBytes(StandardCharsets.UTF_8).length <= MAX_BYTES;
    if (!normal || !fits || value.chars().anyMatch(Character::isISOControl)) {
      throw Rejected.invalid(
          "Path "
              + Quoted.of(value)
              + " is not one inside the source: use a relative path without '..', such as apps/web"
              + " (at most "
              + MAX_BYTES
              + " bytes).");
    }
  }

  /** Takes {@code ./apps/web/} for {@code apps/web}. */
  public static TreePath parse(String text) {
    String path = text.startsWith("./") ? text.substring(2) : text;
    boolean trailing = path.endsWith("/") && path.length() > 1;
    return new TreePath(trailing ? path.substring(0, path.length() - 1) : path);
  }

  @Override
  public String toString() {
    return value;
  }
}
