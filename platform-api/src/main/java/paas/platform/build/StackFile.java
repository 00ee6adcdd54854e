package paas.platform.build;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import paas.platform.fault.Unavailable;

/** {@code stack.json}, by which the installer says which image apps are built on. */
final class StackFile {
  private static final Pattern IMAGE =
      Pattern.compile("\"image\"\\s*:\\s*\"(sha256:[0-9a-f]{64})\"");

  private StackFile() {}

  /** The stack image's digest. */
  static String image(Path file) {
    try {
      Matcher found = IMAGE.matcher(Files.readString(file));
      if (found.find()) {
        return found.group(1);
      }
    } catch (IOException e) {
      throw new Unavailable(file + " cannot be read: run bin/up, which makes the stack image.", e);
    }
    throw new Unavailable(file + " names no image: run bin/up, which makes the stack image.");
  }
}
