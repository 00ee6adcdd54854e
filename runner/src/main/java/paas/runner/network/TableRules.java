package paas.runner.network;

import java.util.ArrayList;
import java.util.List;

/**
 * What one table of the host's packet filter holds of a platform.
 *
 * @param table its name
 * @param chains the platform's own, in an order in which they can be removed
 * @param jumps to them from the host's chains, each without the {@code -A}
 * @param rules of the platform's own chains, each as an {@code -A}
 */
record TableRules(String table, List<String> chains, List<String> jumps, List<String> rules) {
  private static final String ADD = "-A ";

  TableRules {
    chains = List.copyOf(chains);
    jumps = List.copyOf(jumps);
    rules = List.copyOf(rules);
  }

  /** Whether a listing of the table has all of it; a rule that somebody changed is not noticed. */
  boolean standsIn(List<String> listing) {
    return missingJumps(listing).isEmpty() && count(listing) == rules.size();
  }

  /** Text for iptables-restore that replaces it all in one step. */
  String writing(List<String> listing) {
    List<String> lines = new ArrayList<>();
    chains.forEach(chain -> lines.add(":" + chain + " - [0:0]"));
    lines.addAll(rules);
    missingJumps(listing).forEach(jump -> lines.add("-I " + jump));
    return text(lines);
  }

  /** Text for iptables-restore that takes away what a listing has of it; {@code ""}: nothing. */
  String removal(List<String> listing) {
    List<String> present =
        chains.stream().filter(chain -> listing.contains("-N " + chain)).toList();
    List<String> lines = new ArrayList<>();
    jumps.stream()
        .filter(jump -> listing.contains(ADD + jump))
        .forEach(jump -> lines.add("-D " + jump));
    present.forEach(chain -> lines.add("-F " + chain));
    present.forEach(chain -> lines.add("-X " + chain));
    return lines.isEmpty() ? "" : text(lines);
  }

  private List<String> missingJumps(List<String> listing) {
    return jumps.stream().filter(jump -> !listing.contains(ADD + jump)).toList();
  }

  private long count(List<String> listing) {
    return listing.stream()
        .filter(line -> chains.stream().anyMatch(chain -> line.startsWith(ADD + chain + " ")))
        .count();
  }

  private String text(List<String> lines) {
    return "*" + table + "\n" + String.join("\n", lines) + "\nCOMMIT\n";
  }
}
