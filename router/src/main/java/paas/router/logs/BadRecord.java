package paas.router.logs;

import java.io.IOException;

/**
 * The bytes of a record are not what this version writes, as opposed to a disk that does not
 * answer.
 */
final class BadRecord extends IOException {
  BadRecord(String message) {
    super(message);
  }
}
