package paas.builder.source;

import java.nio.ByteBuffer;
import java.nio.charset.CharacterCodingException;
import java.nio.charset.StandardCharsets;
import java.util.Collections;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import paas.builder.fault.BuildFault;

/** A parsed Procfile: process type to command, in the file's order. */
public record Procfile(Map<String, String> processes) {
  private static final int TYPES = 100;
  private static final int COMMAND = 32 * 1024;
  private static final Pattern LINE = Pattern.compile("([^:\\s]+)\\s*:\\s*(.*)");
  private static final Pattern TYPE = Pattern.compile("[A-Za-z0-9][A-Za-z0-9_-]{0,62}");
  private static final List<String> MERGE_MARKERS =
      List.of("<<<<<<<", "=======", ">>>>>>>", "|||||||");

  /** Copies what it is given. */
  public Procfile {
    processes = Collections.unmodifiableMap(new LinkedHashMap<>(processes));
  }

  /**
   * Reads lines {@code type: command}; blank lines and lines that begin with # say nothing; CRLF
   * and a BOM are taken.
   */
  public static Procfile parse(byte[] bytes) throws BuildFault {
    Map<String, String> processes = new LinkedHashMap<>();
    String[] lines = text(bytes).split("\n", -1);
    for (int index = 0; index < lines.length; index++) {
      String line = lines[index].strip();
      if (!line.isEmpty() && !line.startsWith("#")) {
        add(processes, index + 1, line);
      }
    }
    return new Procfile(processes);
  }

  private static String text(byte[] bytes) throws BuildFault {
    try {
      String text = StandardCharsets.UTF_8.newDecoder().decode(ByteBuffer.wrap(bytes)).toString();
      if (text.indexOf(0) >= 0) {
        throw fault("The Procfile holds a NUL byte.", "Save it as plain text.");
      }
      return text.startsWith("\uFEFF") ? text.substring(1) : text;
    } catch (CharacterCodingException e) {
      throw fault("The Procfile is not UTF-8 text.", "Save it as UTF-8.");
    }
  }

  private static void add(Map<String, String> processes, int number, String line)
      throws BuildFault {
    if (MERGE_MARKERS.stream().anyMatch(line::startsWith)) {
      throw fault(
          "Procfile line " + number + " is a merge marker ('" + line.substring(0, 7) + "').",
          "Resolve the conflict in the Procfile, commit and push again.");
    }
    Matcher matcher = LINE.matcher(line);
    if (!matcher.matches() || matcher.group(2).isEmpty()) {
      throw fault(
          "Procfile line " + number + " is not 'type: command': " + shown(line),
          "Write one process per line, such as: web: node server.js");
    }
    String type = matcher.group(1);
    String command = matcher.group(2);
    if (!TYPE.matcher(type).matches()) {
      throw fault(
          "Procfile line " + number + ": process type '" + shown(type) + "' is not valid.",
          "Use letters, digits, dashes and underscores, at most 63.");
    }
    bounds(number, processes.size(), command);
    if (processes.putIfAbsent(type, command) != null) {
      throw fault(
          "Procfile line " + number + ": process type '" + type + "' is there twice.",
          "Remove one of them.");
    }
  }

  private static void bounds(int number, int types, String command) throws BuildFault {
    if (types >= TYPES || command.length() > COMMAND) {
      throw fault(
          "Procfile line "
              + number
              + " is over a bound ("
              + TYPES
              + " types, "
              + COMMAND
              + " characters a command).",
          "Put long commands into a script of the repository.");
    }
  }

  private static String shown(String text) {
    String cut = text.length() > 60 ? text.substring(0, 60) + "…" : text;
    return cut.replaceAll("\\p{Cntrl}", "?");
  }

  private static BuildFault fault(String cause, String advice) {
    return new BuildFault("procfile", cause, advice);
  }
}
