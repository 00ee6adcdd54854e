package paas.builder.dockerfile;

import java.util.List;
import java.util.Locale;

/**
 * One instruction of a Dockerfile with its continuation lines joined, taken apart as BuildKit does
 * it (its frontend/dockerfile/parser, {@code splitCommand}); {@code line} counts from 1.
 */
record Instruction(int line, String keyword, List<String> flags, String rest, char escape) {
  private static final String WHITE = "[\\t\\x0B\\f\\r ]+";

  /** Copies the flags. */
  Instruction {
    flags = List.copyOf(flags);
  }

  static Instruction of(int line, String text, char escape) {
    String[] parts = GoText.trim(text).split(WHITE, 2);
    var flags = BuilderFlags.of(parts.length > 1 ? parts[1] : "", escape);
    String keyword = GoText.fold(parts[0]).toUpperCase(Locale.ROOT);
    return new Instruction(line, keyword, flags.flags(), flags.rest(), escape);
  }

  /** What an ONBUILD keeps for later; any other instruction is itself. */
  Instruction meant() {
    return keyword.equals("ONBUILD") ? of(line, rest, escape) : this;
  }

  List<String> words() {
    return List.of(rest.split(WHITE, -1));
  }
}
