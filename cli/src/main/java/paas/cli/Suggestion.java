package paas.cli;

import java.util.ArrayList;
import java.util.List;

/** "Did you mean": the known words nearest to a wrong one. */
final class Suggestion {
  private static final int MAX_LENGTH = 40;
  private static final int MAX_SUGGESTIONS = 3;

  private Suggestion() {}

  /** The nearest words, best first; else those of the same topic; none when all are far. */
  static List<String> near(String wrong, List<String> known) {
    if (wrong.length() > MAX_LENGTH) {
      return List.of();
    }
    record Candidate(String word, int distance) {}
    List<Candidate> candidates = new ArrayList<>();
    for (String word : known) {
      int distance = word.startsWith(wrong + ":") ? 1 : distance(wrong, word);
      if (distance <= Math.max(1, wrong.length() / 3)) {
        candidates.add(new Candidate(word, distance));
      }
    }
    candidates.sort((a, b) -> Integer.compare(a.distance, b.distance));
    return candidates.isEmpty()
        ? sameTopic(wrong, known)
        : candidates.stream().limit(MAX_SUGGESTIONS).map(Candidate::word).toList();
  }

  private static List<String> sameTopic(String wrong, List<String> known) {
    int colon = wrong.indexOf(':');
    return colon <= 0
        ? List.of()
        : known.stream().filter(word -> word.startsWith(wrong.substring(0, colon + 1))).toList();
  }

  /** Optimal string alignment: insertions, deletions, replacements, and swaps of neighbours. */
  static int distance(String a, String b) {
    int[][] cost = new int[a.length() + 1][b.length() + 1];
    for (int i = 0; i <= a.length(); i++) {
      for (int j = 0; j <= b.length(); j++) {
        cost[i][j] = i == 0 ? j : j == 0 ? i : cheapest(a, b, i, j, cost);
      }
    }
    return cost[a.length()][b.length()];
  }

  private static int cheapest(String a, String b, int i, int j, int[][] cost) {
    int change = a.charAt(i - 1) == b.charAt(j - 1) ? 0 : 1;
    int least = Math.min(cost[i - 1][j] + 1, cost[i][j - 1] + 1);
    least = Math.min(least, cost[i - 1][j - 1] + change);
    boolean swapped =
        i > 1 && j > 1 && a.charAt(i - 1) == b.charAt(j - 2) && a.charAt(i - 2) == b.charAt(j - 1);
    return swapped ? Math.min(least, cost[i - 2][j - 2] + 1) : least;
  }
}
