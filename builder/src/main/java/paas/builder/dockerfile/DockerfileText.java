package paas.builder.dockerfile;

import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.Set;
import java.util.regex.Pattern;
import paas.builder.fault.BuildFault;

/**
 * A Dockerfile's text taken apart into instructions (Docker's Dockerfile reference, "Format" and
 * "Parser directives").
 */
final class DockerfileText {
  private static final Pattern HEREDOC =
      Pattern.compile("(?:^|\\s)\\d*<<-?([\"']?)([^\\s\"'<>|&;]+)\\1(?=\\s|$)");
  private static final Pattern WITH_HEREDOC =
      Pattern.compile("(?:ONBUILD\\s+)?(?:RUN|COPY|ADD)\\s.*", Pattern.CASE_INSENSITIVE);
  private static final Set<String> TELLING = Set.of("ARG", "FROM", "RUN", "COPY", "ADD", "ONBUILD");

  /** Characters that {@link #anywhere} may join: far more than any honest Dockerfile has. */
  private static final int JOINED = 8 << 20;

  private final byte[] bytes;
  private final List<String> lines;
  private final Directives directives;

  DockerfileText(byte[] bytes) {
    this.bytes = bytes.clone();
    // As Go reads it: what is not UTF-8 becomes a character that nothing is looked for with.
    String text = new String(bytes, StandardCharsets.UTF_8).replace("\r\n", "\n");
    this.lines = List.of(text.replaceFirst("^\uFEFF", "").split("\n", -1));
    this.directives = Directives.of(lines);
  }

  /**
   * The text without its {@code # syntax=} lines, which would fetch another frontend; line numbers
   * stay.
   */
  byte[] withoutSyntax() {
    // Latin-1 keeps every byte.
    String[] kept = new String(bytes, StandardCharsets.ISO_8859_1).split("\n", -1);
    directives.syntaxLines().forEach(index -> kept[index] = "# " + "(syntax line left out)");
    return String.join("\n", kept).getBytes(StandardCharsets.ISO_8859_1);
  }

  boolean namesSyntax() {
    return !directives.syntaxLines().isEmpty();
  }

  /** Newer engines look for a frontend's name in it. */
  boolean json() {
    return lines.stream()
        .map(GoText::trim)
        .filter(line -> !line.isEmpty() && !line.startsWith("#"))
        .findFirst()
        .filter(line -> line.startsWith("{"))
        .isPresent();
  }

  /**
   * All that the instructions may be, the plain reading of Docker 20.10 first. Newer engines take
   * here-documents for bodies; and since a body's end is easily misread, the last reading finds an
   * instruction on every line that could be one. What is checked must hold for all of them.
   */
  List<List<Instruction>> readings() throws BuildFault {
    List<List<Instruction>> readings = new ArrayList<>();
    for (char escape : directives.escapes()) {
      readings.add(instructions(false, escape));
      readings.add(instructions(true, escape));
      readings.add(anywhere(escape));
    }
    return readings;
  }

  /** The reading of engines without here-documents. */
  List<Instruction> plain() {
    return instructions(false, escape());
  }

  Optional<Integer> hereDocument() {
    return instructions(true, escape()).stream()
        .filter(found -> !bodies(found.keyword() + " " + found.rest()).isEmpty())
        .map(Instruction::line)
        .findFirst();
  }

  private char escape() {
    return directives.escapes().iterator().next();
  }

  private List<Instruction> instructions(boolean heredocs, char escape) {
    List<Instruction> found = new ArrayList<>();
    for (int index = 0; index < lines.size(); ) {
      if (silent(lines.get(index))) {
        index++;
        continue;
      }
      var joined = new StringBuilder();
      int next = join(index, escape, joined);
      if (!GoText.trim(joined.toString()).isEmpty()) {
        found.add(Instruction.of(index + 1, joined.toString(), escape));
      }
      index = heredocs ? afterBodies(joined.toString(), next) : next;
    }
    return found;
  }

  private List<Instruction> anywhere(char escape) throws BuildFault {
    List<Instruction> found = new ArrayList<>();
    int budget = JOINED;
    for (int index = 0; index < lines.size(); index++) {
      if (!couldTell(lines.get(index), escape)) {
        continue;
      }
      var joined = new StringBuilder();
      join(index, escape, joined);
      budget -= joined.length();
      if (budget < 0) {
        throw new BuildFault(
            "Dockerfile",
            "The Dockerfile has too many continued lines to be checked.",
            "Split its long instructions, or put them into a script.");
      }
      Instruction instruction = Instruction.of(index + 1, joined.toString(), escape);
      if (TELLING.contains(instruction.keyword()) && !instruction.rest().isEmpty()) {
        found.add(instruction);
      }
    }
    return found;
  }

  /** Whether a line begins with a telling keyword, or with a part of one that goes on below. */
  private static boolean couldTell(String line, char escape) {
    String text = GoText.trim(continued(line, escape).orElse(line));
    String word = GoText.fold(text.split("\\s", 2)[0]).toUpperCase(Locale.ROOT);
    return TELLING.contains(word)
        || (word.length() == text.length()
            && !word.isEmpty()
            && TELLING.stream().anyMatch(keyword -> keyword.startsWith(word)));
  }

  /** Blank, or a comment. */
  private static boolean silent(String line) {
    String text = GoText.trimLeft(line);
    return text.isEmpty() || text.startsWith("#");
  }

  /** The line without the escape at its end, where it has one. */
  private static Optional<String> continued(String line, char escape) {
    int end = line.length();
    while (end > 0 && (line.charAt(end - 1) == ' ' || line.charAt(end - 1) == '\t')) {
      end--;
    }
    return end > 0 && line.charAt(end - 1) == escape
        ? Optional.of(line.substring(0, end - 1))
        : Optional.empty();
  }

  /** Joins without a space between, as BuildKit does: a word may go on in the next line. */
  private int join(int start, char escape, StringBuilder joined) {
    boolean more = true;
    int index = start;
    for (; index < lines.size() && more; index++) {
      String line = lines.get(index);
      if (index > start && silent(line)) {
        continue;
      }
      Optional<String> begun = continued(line, escape);
      more = begun.isPresent();
      joined.append(begun.orElse(line));
    }
    return index;
  }

  private int afterBodies(String instruction, int start) {
    int index = start;
    for (String end : bodies(instruction)) {
      while (index < lines.size() && !lines.get(index).replaceFirst("^\t+", "").equals(end)) {
        index++;
      }
      index++;
    }
    return index;
  }

  /** The words that end an instruction's here-documents. */
  private static List<String> bodies(String instruction) {
    if (!instruction.contains("<<") || !WITH_HEREDOC.matcher(GoText.trim(instruction)).matches()) {
      return List.of();
    }
    return HEREDOC.matcher(instruction).results().map(match -> match.group(2)).toList();
  }
}
