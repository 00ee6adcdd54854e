package paas.platform.git;

import java.util.Optional;
import java.util.UUID;

/** As whom a foreign repository and its submodules are read. */
public sealed interface Reader {
  /** With that user's accounts at git hosts. */
  record Member(UUID id) implements Reader {}

  /** Without an account; {@code again} is the command by which somebody becomes the reader. */
  record Nobody(String again) implements Reader {}

  /** Whose accounts are shown, if anybody's. */
  default Optional<UUID> user() {
    return switch (this) {
      case Member(UUID id) -> Optional.of(id);
      case Nobody nobody -> Optional.empty();
    };
  }

  /** What to do where that host asks for an account, or for another; the end of a sentence. */
  default String advice(String host) {
    String auth = "`paas git:auth " + host + " USER`";
    return switch (this) {
      case Member member -> "store an account there with " + auth + ", or check the URL.";
      case Nobody(String again) ->
          "it is asked for without an account, as who named it has no part in the app any more."
              + " Store an account there with "
              + auth
              + ", then name it again: `"
              + again
              + "`.";
    };
  }
}
