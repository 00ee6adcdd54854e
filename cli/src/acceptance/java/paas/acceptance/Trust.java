package paas.acceptance;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;

/** What a program on another computer would know: where a hostname is. */
final class Trust {
  private Trust() {}

  /** A hosts file by which this hostname leads here. */
  static Path hosts(Path home, String hostname) throws IOException {
    return Files.writeString(home.resolve("hosts"), "127.0.0.1 " + hostname + "\n");
  }
}
