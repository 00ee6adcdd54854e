package paas.builder;

import java.io.IOException;
import java.io.InputStream;

/** The files of a received source, judged but untrusted; valid while its review lasts. */
public interface SourceFiles {
  /** Hands out every file and link of the build's directory, in the tree's order. */
  void forEach(Visitor visitor) throws IOException;

  /** One of them: its path from the build's directory, and its size in bytes. */
  record Entry(String path, boolean link, long size) {}

  /** Takes one entry; {@code content} is readable during the call, and empty for a link. */
  @FunctionalInterface
  interface Visitor {
    void visit(Entry entry, InputStream content) throws IOException;
  }
}
