package paas.builder.source;

import java.util.Set;

/**
 * Which folder of a source tree is the app, and which small files in it are looked into, by their
 * paths relative to that folder.
 */
public record SourceView(SourcePath directory, Set<String> files) {

  /** The whole tree, and none of its files looked into. */
  public static final SourceView WHOLE = new SourceView(SourcePath.ROOT, Set.of());

  /** Copies the set. */
  public SourceView {
    files = Set.copyOf(files);
  }
}
