package paas.builder;

import java.io.IOException;
import paas.builder.source.Source;

/** A received source as its reviewer sees it: what lies in the build's directory. */
record ReviewedFiles(Source source) implements SourceFiles {
  @Override
  public void forEach(Visitor visitor) throws IOException {
    source.forEach((name, entry, content) -> {
      if (!entry.isDirectory()) {
        visitor.visit(new Entry(name, entry.isSymbolicLink(), entry.getSize()), content);
      }
    });
  }
}
