package paas.platform.build;

import java.io.IOException;
import java.io.OutputStream;

/** What is to be built: a tree of files that nobody has checked. */
@FunctionalInterface
public interface Source {
  /** Writes the files as a plain tar. Called once. */
  void writeTar(OutputStream out) throws IOException;
}
