package paas.builder;

import java.io.IOException;
import java.io.OutputStream;

/** The files of one commit, written by the caller; the builder trusts none of them. */
public interface SourceTree {

  /**
   * Writes the files as a plain tar, paths relative to the root, times those of the commit. May be
   * called once.
   */
  void writeTar(OutputStream out) throws IOException;
}
