package paas.builder.fetch;

/** Ends a fetch from outside. */
public interface Stop {

  boolean stopped();

  /** Runs {@code closer} when it is stopped; at once if it is already. */
  void onStop(Runnable closer);
}
