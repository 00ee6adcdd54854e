package paas.cli.tar;

/**
 * One entry of an archive as it says of itself: none of it is to be trusted.
 *
 * @param link what a link points at; empty for anything else
 * @param seconds when it was changed, since 1970
 */
public record TarEntry(
    Kind kind, String name, String link, long size, boolean executable, long seconds) {
  /** What it is. */
  public enum Kind {
    FILE,
    HARD_LINK,
    SYMBOLIC_LINK,
    DIRECTORY,
    /** A device, a pipe, or something else that is no file. */
    OTHER
  }
}
