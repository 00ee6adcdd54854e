package paas.builder.source;

import java.io.IOException;

/** The tree is within the rules but over a bound. */
final class SourceTooLarge extends IOException {
  private static final long serialVersionUID = 1L;

  SourceTooLarge(String what) {
    super(what);
  }
}
