package paas.platform.intake;

import java.io.IOException;

/** What is to be noted of a deploy on its way, outside of the store. */
public interface Notes {
  Notes NONE = new Notes() {};

  /**
   * The release is about to be recorded: from here on the deploy is not cancelled. {@code Rejected}
   * says why it must not be.
   */
  default void beforeRelease() throws IOException {}

  /** The deploy is over; {@code live}: its release is. */
  default void ended(boolean live) throws IOException {}
}
