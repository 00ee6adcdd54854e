package paas.builder;

import java.io.IOException;
import paas.builder.source.Source;

/** A received source as its reviewer sees it: what lies in the build's directory. */
final class ReviewedFiles implements SourceFiles {
  private final Source source;
  private final String prefix;

  /** {@code directory} is relative to the source's root; empty means all of it. */
  ReviewedFiles(Source source, String directory) {
    this.source = source;
    this.prefix = directory.isEmpty() ? "" : directory + "/";
  }

  @Override
  public void forEach(Visitor visitor) throws IOException {
    source.forEach((name, entry, content) -> {
      if (!entry.isDirectory() && name.startsWith(prefix)) {
        String path = name.substring(prefix.length());
        visitor.visit(new Entry(path, entry.isSymbolicLink(), entry.getSize()), content);
      }
    });
  }
}
