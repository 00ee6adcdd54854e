package paas.builder;

/** What keeps the steps of a Dockerfile from the host's own services while they run. */
@FunctionalInterface
public interface StepWall {
  /** Where there is nothing to keep from. */
  StepWall NONE = () -> () -> {};

  /** Puts it up, for one build; it stays until that build's hold is closed. */
  Hold raise();

  /** One build's share of it. */
  interface Hold extends AutoCloseable {
    @Override
    void close();
  }
}
