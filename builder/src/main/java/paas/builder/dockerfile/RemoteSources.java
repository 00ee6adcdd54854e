package paas.builder.dockerfile;

import java.util.List;
import java.util.Locale;
import java.util.regex.MatchResult;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import paas.builder.fault.BuildFault;

/**
 * What an ADD would fetch. The engine fetches it itself, from the host's own network, where it
 * reaches the services that listen on loopback only (docs/decisions/0013); a RUN cannot.
 */
final class RemoteSources {
  private static final List<String> BEGINNINGS =
      List.of("http://", "https://", "ftp://", "git://", "ssh://", "git@");
  private static final Pattern SSH = Pattern.compile("[^/]*@[^/]*:.*");

  /** What the Dockerfile's own reading of a word takes away. */
  private static final Pattern UNREAD = Pattern.compile("[\\\\`\"'\\[\\],]");

  private static final Pattern JSON_ESCAPE = Pattern.compile("\\\\u([0-9a-fA-F]{4})");

  private RemoteSources() {}

  /** Refuses an ADD of an address, and one whose source could turn out to be one. */
  static void refuse(Instruction instruction) throws BuildFault {
    Instruction meant = instruction.meant();
    if (meant.keyword().equals("ADD")) {
      String text = JSON_ESCAPE.matcher(meant.rest()).replaceAll(RemoteSources::decoded);
      for (String unread : List.of(" ", "")) {
        String reading = GoText.trim(UNREAD.matcher(text).replaceAll(unread));
        judge(instruction, List.of(reading.split("\\s+")));
      }
    }
  }

  private static String decoded(MatchResult escape) {
    String character = String.valueOf((char) Integer.parseInt(escape.group(1), 16));
    return Matcher.quoteReplacement(character);
  }

  private static void judge(Instruction instruction, List<String> words) throws BuildFault {
    for (String word : words.subList(0, words.size() - 1)) {
      String source = word.toLowerCase(Locale.ROOT);
      if (!source.startsWith("--") && (isRemote(source) || couldBeRemote(source))) {
        throw new BuildFault(
            "Dockerfile",
            "Dockerfile line "
                + instruction.line()
                + ": ADD of '"
                + word
                + "' would be fetched from the server's own network.",
            "Fetch it in a RUN (curl -fsSL URL -o FILE), commit the file, or use COPY for files of"
                + " the source.");
      }
    }
  }

  private static boolean isRemote(String source) {
    return BEGINNINGS.stream().anyMatch(source::startsWith) || SSH.matcher(source).matches();
  }

  private static boolean couldBeRemote(String source) {
    int variable = source.indexOf('$');
    String known = variable < 0 ? "" : source.substring(0, variable);
    return variable >= 0 && BEGINNINGS.stream().anyMatch(beginning -> beginning.startsWith(known));
  }
}
