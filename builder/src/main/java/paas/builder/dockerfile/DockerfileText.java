package paas.builder.dockerfile;

import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import paas.builder.fault.BuildFault;

/**
 * A Dockerfile's text taken apart into instructions (Docker's Dockerfile reference, "Format" and
 * "Parser directives").
 */
final class DockerfileText {
  private static final Pattern DIRECTIVE = Pattern.compile("#\\s*([A-Za-z]+)\\s*=\\s*(.*?)\\s*");
  private static final Pattern HEREDOC =
      Pattern.compile("(?:^|\\s)\\d*<<-?([\"']?)([^\\s\"'<>|&;]+)\\1(?=\\s|$)");
  private static final Pattern WITH_HEREDOC =
      Pattern.compile("(?:ONBUILD\\s+)?(?:RUN|COPY|ADD)\\s.*", Pattern.CASE_INSENSITIVE);
  private static final Pattern TELLING =
      Pattern.compile("(?:ARG|FROM|RUN|COPY|ADD|ONBUILD)\\s.*", Pattern.CASE_INSENSITIVE);

  /** Characters that {@link #anywhere} may join: far more than any honest Dockerfile has. */
  private static final int JOINED = 8 << 20;

  private final String[] lines;
  private char escape = '\\';
  private Optional<Integer> syntaxLine = Optional.empty();

  DockerfileText(byte[] bytes) {
    // Latin-1 keeps every byte, and all that is looked for is ASCII.
    this.lines =
        new String(bytes, StandardCharsets.ISO_8859_1).replace("\r\n", "\n").split("\n", -1);
    directives();
  }

  /**
   * The text without its {@code # syntax=} line, which would fetch another frontend; line numbers
   * stay.
   */
  byte[] withoutSyntax() {
    var text = new StringBuilder();
    for (int index = 0; index < lines.length; index++) {
      boolean silenced = syntaxLine.isPresent() && syntaxLine.get() == index;
      text.append(silenced ? "# " + "(syntax line left out)" : lines[index]);
      text.append(index + 1 < lines.length ? "\n" : "");
    }
    return text.toString().getBytes(StandardCharsets.ISO_8859_1);
  }

  boolean namesSyntax() {
    return syntaxLine.isPresent();
  }

  /**
   * All that the instructions may be, the plain reading of Docker 20.10 first. Newer engines take
   * here-documents for bodies; and since a body's end is easily misread, the last reading finds an
   * instruction on every line that could be one. What is checked must hold for all of them.
   */
  List<List<Instruction>> readings() throws BuildFault {
    return List.of(instructions(false), instructions(true), anywhere());
  }

  /** The reading of engines without here-documents. */
  List<Instruction> plain() {
    return instructions(false);
  }

  Optional<Integer> hereDocument() {
    return instructions(true).stream()
        .filter(found -> !bodies(found.keyword() + " " + found.rest()).isEmpty())
        .map(Instruction::line)
        .findFirst();
  }

  private List<Instruction> instructions(boolean heredocs) {
    List<Instruction> found = new ArrayList<>();
    for (int index = 0; index < lines.length; ) {
      String line = lines[index].strip();
      if (line.isEmpty() || line.startsWith("#")) {
        index++;
        continue;
      }
      var joined = new StringBuilder();
      int next = join(index, joined);
      found.add(instruction(index + 1, joined.toString().strip()));
      index = heredocs ? afterBodies(joined.toString(), next) : next;
    }
    return found;
  }

  private List<Instruction> anywhere() throws BuildFault {
    List<Instruction> found = new ArrayList<>();
    int budget = JOINED;
    for (int index = 0; index < lines.length; index++) {
      if (TELLING.matcher(lines[index].strip()).matches()) {
        var joined = new StringBuilder();
        join(index, joined);
        budget -= joined.length();
        if (budget < 0) {
          throw new BuildFault(
              "Dockerfile",
              "The Dockerfile has too many continued lines to be checked.",
              "Split its long instructions, or put them into a script.");
        }
        found.add(instruction(index + 1, joined.toString().strip()));
      }
    }
    return found;
  }

  private void directives() {
    for (int index = 0; index < lines.length; index++) {
      String line = index == 0 ? lines[0].replaceFirst("^\u00EF\u00BB\u00BF", "") : lines[index];
      Matcher matcher = DIRECTIVE.matcher(line.strip());
      if (!matcher.matches()) {
        return;
      }
      String name = matcher.group(1).toLowerCase(Locale.ROOT);
      if (name.equals("escape") && matcher.group(2).length() == 1) {
        escape = matcher.group(2).charAt(0);
      } else if (name.equals("syntax")) {
        syntaxLine = Optional.of(index);
      }
    }
  }

  private int join(int start, StringBuilder joined) {
    boolean more = true;
    int index = start;
    for (; index < lines.length && more; index++) {
      String line = lines[index].strip();
      if (index > start && (line.isEmpty() || line.startsWith("#"))) {
        continue;
      }
      more = !line.isEmpty() && line.charAt(line.length() - 1) == escape;
      joined.append(more ? line.substring(0, line.length() - 1) : line).append(more ? " " : "");
    }
    return index;
  }

  private int afterBodies(String instruction, int start) {
    int index = start;
    for (String end : bodies(instruction)) {
      while (index < lines.length && !lines[index].replaceFirst("^\t+", "").equals(end)) {
        index++;
      }
      index++;
    }
    return index;
  }

  /** The words that end an instruction's here-documents. */
  private static List<String> bodies(String instruction) {
    if (!instruction.contains("<<") || !WITH_HEREDOC.matcher(instruction.strip()).matches()) {
      return List.of();
    }
    return HEREDOC.matcher(instruction).results().map(match -> match.group(2)).toList();
  }

  private static Instruction instruction(int line, String text) {
    String[] parts = text.split("\\s+", 2);
    return new Instruction(
        line, parts[0].toUpperCase(Locale.ROOT), parts.length > 1 ? parts[1] : "");
  }
}
