package paas.runner;

/** The engine does not have the image: it was removed, or never built here. */
public final class NoSuchImage extends RunnerException {
  private static final long serialVersionUID = 1L;

  public NoSuchImage(ImageDigest image, Throwable cause) {
    super(
        "The image "
            + image.value()
            + " is not on this engine; build the app again: push it, or paas deploy.",
        cause);
  }
}
