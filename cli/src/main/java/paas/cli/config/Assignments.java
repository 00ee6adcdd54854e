package paas.cli.config;

import java.io.IOException;
import java.io.InputStream;
import java.nio.ByteBuffer;
import java.nio.charset.CharacterCodingException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.InvalidPathException;
import java.nio.file.Path;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import paas.cli.fault.Failure;

/** The config vars that a command line sets, each checked before anything is sent. */
final class Assignments {
  /**
   * Heroku's bound for all config of an app together; the server holds it, this only bounds what we
   * read.
   */
  private static final int MAX_VALUE = 64 * 1024;

  private final Map<String, String> values = new LinkedHashMap<>();

  /** KEY=value words; the value is literal, whatever it looks like. */
  static Assignments of(List<String> words, List<String> files, InputStream in, Path directory) {
    Assignments all = new Assignments();
    if (words.size() == 2 && words.get(1).equals("-")) {
      all.put(words.get(0), read(in, "standard input"));
    } else {
      words.forEach(all::word);
    }
    files.forEach(file -> all.file(file, directory));
    if (all.values.isEmpty()) {
      throw Failure.usage("Nothing to set; for example: paas config:set GREETING=hello");
    }
    return all;
  }

  Map<String, String> values() {
    return values;
  }

  /** A valid name of a config var. */
  static String key(String text) {
    boolean valid = !text.isEmpty() && !Character.isDigit(text.charAt(0));
    for (int i = 0; i < text.length(); i++) {
      char c = text.charAt(i);
      valid &= c == '_' || (c < 128 && Character.isLetterOrDigit(c));
    }
    if (!valid) {
      throw Failure.usage(
          "'"
              + text
              + "' is not a config var's name: letters, digits and _, not starting with a digit.");
    }
    return text;
  }

  private void word(String word) {
    int equals = word.indexOf('=');
    if (equals < 0) {
      throw Failure.usage(
          "'"
              + word
              + "' is not KEY=value. To read a value from a pipe: paas config:set "
              + word
              + " -");
    }
    put(word.substring(0, equals), word.substring(equals + 1));
  }

  private void file(String word, Path directory) {
    int equals = word.indexOf('=');
    if (equals < 0) {
      throw Failure.usage("--from-file wants KEY=path, not '" + word + "'.");
    }
    String name = word.substring(equals + 1);
    try (InputStream in = Files.newInputStream(directory.resolve(name))) {
      put(word.substring(0, equals), read(in, name));
    } catch (IOException | InvalidPathException e) {
      throw Failure.usage("Cannot read the file " + name + ": " + e);
    }
  }

  private void put(String key, String value) {
    if (value.indexOf('\0') >= 0) {
      throw Failure.usage("The value of " + key + " contains a NUL byte; config values cannot.");
    }
    values.put(key(key), value);
  }

  private static String read(InputStream in, String name) {
    try {
      byte[] bytes = in.readNBytes(MAX_VALUE + 1);
      if (bytes.length > MAX_VALUE) {
        throw Failure.usage(
            "The value from " + name + " is larger than 64 KB, the bound for config vars.");
      }
      return StandardCharsets.UTF_8.newDecoder().decode(ByteBuffer.wrap(bytes)).toString();
    } catch (CharacterCodingException e) {
      throw Failure.usage(
          "The value from " + name + " is not valid UTF-8; encode it, for example with base64.");
    } catch (IOException e) {
      throw Failure.usage("Cannot read " + name + ": " + e.getMessage());
    }
  }
}
