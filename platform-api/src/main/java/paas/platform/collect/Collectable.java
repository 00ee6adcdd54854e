package paas.platform.collect;

/** Something that keeps things for apps, and can find and remove those that nobody needs. */
public interface Collectable {
  /** Removes what it may, and says what. Blocks; called by one thread at a time, at any moment. */
  Collected collect() throws InterruptedException;

  /** Whether what it removes holds what others would remove: it comes before them in a round. */
  default boolean comesFirst() {
    return false;
  }
}
