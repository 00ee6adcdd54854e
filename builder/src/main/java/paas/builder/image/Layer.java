package paas.builder.image;

import java.nio.file.Path;

/** One layer on top of the stack's, named by its diff id ({@code sha256:…} of its tar). */
public sealed interface Layer {

  String diffId();

  /** A layer that is a tar on our disk. */
  record New(String diffId, Path tar, long bytes) implements Layer {}

  /** A layer that the engine holds already. */
  record Known(String diffId) implements Layer {}
}
