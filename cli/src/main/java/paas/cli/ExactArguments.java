package paas.cli;

import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.charset.CharacterCodingException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import paas.cli.fault.Failure;

/**
 * The arguments as the user typed them. The JVM decodes them by the locale, and loses bytes where
 * that is not UTF-8; the kernel still has them (proc(5), /proc/self/cmdline), so config values
 * arrive exactly, or are refused.
 */
final class ExactArguments {
  private static final Path COMMAND_LINE = Path.of("/proc/self/cmdline");

  private ExactArguments() {}

  static String[] of(String[] decoded) {
    for (String argument : decoded) {
      if (!isAscii(argument)) {
        return exact(decoded);
      }
    }
    return decoded;
  }

  private static String[] exact(String[] decoded) {
    byte[] raw;
    try {
      raw = Files.readAllBytes(COMMAND_LINE);
    } catch (IOException e) {
      return withoutReplacements(decoded);
    }
    return last(raw, decoded.length);
  }

  /** The last so many of the arguments that NUL bytes end. */
  static String[] last(byte[] raw, int count) {
    List<byte[]> parts = new ArrayList<>();
    int start = 0;
    for (int i = 0; i < raw.length; i++) {
      if (raw[i] == 0) {
        parts.add(Arrays.copyOfRange(raw, start, i));
        start = i + 1;
      }
    }
    List<String> arguments = new ArrayList<>();
    for (byte[] part : parts.subList(Math.max(0, parts.size() - count), parts.size())) {
      arguments.add(decode(part));
    }
    return arguments.toArray(String[]::new);
  }

  private static String decode(byte[] bytes) {
    try {
      return StandardCharsets.UTF_8.newDecoder().decode(ByteBuffer.wrap(bytes)).toString();
    } catch (CharacterCodingException e) {
      throw invalid();
    }
  }

  /**
   * Where the kernel cannot be asked, a replacement character may stand for bytes that are lost.
   */
  private static String[] withoutReplacements(String[] decoded) {
    for (String argument : decoded) {
      if (argument.indexOf('\ufffd') >= 0) {
        throw invalid();
      }
    }
    return decoded;
  }

  private static Failure invalid() {
    return Failure.usage(
        "An argument is not valid UTF-8. Encode such values, for example with base64.");
  }

  private static boolean isAscii(String text) {
    for (int i = 0; i < text.length(); i++) {
      if (text.charAt(i) > 0x7e) {
        return false;
      }
    }
    return true;
  }
}
