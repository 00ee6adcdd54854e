package paas.builder;

import java.nio.charset.StandardCharsets;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/**
 * What a buildpack's bin/release prints: of its YAML only the block {@code default_process_types}
 * is used, a block of {@code type: command} lines. It may be empty or {@code ---}.
 */
final class ReleaseFile {
  private static final Pattern ENTRY =
      Pattern.compile("\\s+([A-Za-z0-9][A-Za-z0-9_-]{0,62}):\\s+(.+)");

  private ReleaseFile() {}

  static Map<String, String> defaultProcesses(byte[] yaml) {
    Map<String, String> processes = new LinkedHashMap<>();
    boolean within = false;
    for (String line : new String(yaml, StandardCharsets.UTF_8).lines().toList()) {
      if (!line.startsWith(" ")) {
        within = line.strip().equals("default_process_types:");
        continue;
      }
      Matcher entry = ENTRY.matcher(line);
      if (within && entry.matches()) {
        processes.put(entry.group(1), unquote(entry.group(2).strip()));
      }
    }
    return processes;
  }

  private static String unquote(String value) {
    if (value.length() >= 2 && value.startsWith("'") && value.endsWith("'")) {
      return value.substring(1, value.length() - 1).replace("''", "'");
    }
    if (value.length() >= 2 && value.startsWith("\"") && value.endsWith("\"")) {
      return value.substring(1, value.length() - 1).replace("\\\"", "\"").replace("\\\\", "\\");
    }
    return value;
  }
}
