package paas.platform.api;

import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import paas.platform.access.User;

/**
 * What users do that no app's log can tell for good, in the platform's own log: who lets whom in
 * and out, and who destroyed an app, whose log goes with it.
 */
public final class Deeds {
  private static final Logger LOG = LoggerFactory.getLogger(Deeds.class);

  private Deeds() {}

  /** {@code what} holds nothing but names that their grammars passed. */
  public static void tell(User by, String what) {
    LOG.info("{} by user {}", what, by.email());
  }
}
