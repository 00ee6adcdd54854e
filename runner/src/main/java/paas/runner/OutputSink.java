package paas.runner;

import java.io.IOException;
import paas.runner.engine.StdStream;

/**
 * Takes a one-off's output in order, piece by piece. It may block: then the process is held back.
 * Throwing means that nobody reads any more.
 */
@FunctionalInterface
public interface OutputSink {
  void accept(StdStream stream, byte[] bytes) throws IOException;
}
