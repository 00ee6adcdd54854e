package paas.builder.fetch;

/** Ends a fetch from outside. */
public interface Stop {
  /** Nobody ends it. */
  Stop NEVER =
      new Stop() {
        @Override
        public boolean stopped() {
          return false;
        }

        @Override
        public void onStop(Runnable closer) {}
      };

  boolean stopped();

  /** Runs {@code closer} when it is stopped; at once if it is already. */
  void onStop(Runnable closer);
}
