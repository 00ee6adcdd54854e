package paas.builder;

import java.io.IOException;
import java.util.function.Consumer;
import paas.builder.fault.BuildFault;

/**
 * A look at the source before anything of it runs, by whoever asked for the build: it may refuse,
 * or ask for something else.
 */
@FunctionalInterface
public interface SourceReview {
  /** Looks at nothing. */
  SourceReview NONE = (request, files, say) -> request;

  /**
   * Called once, by the build's own thread. Returns the request to go on with; a {@link BuildFault}
   * refuses the build. {@code say} prints a line of the build's output.
   */
  BuildRequest review(BuildRequest request, SourceFiles files, Consumer<String> say)
      throws BuildFault, IOException;
}
