package paas.runner.network;

import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.Semaphore;
import java.util.stream.Stream;
import paas.runner.Scope;

/**
 * Keeps the host's own services, and a cloud's metadata service, from the bridges of one platform
 * (docs/decisions/0021). Rules are replaced in one step. Never throws for what the host cannot do.
 * Thread-safe.
 */
public final class HostFirewall {
  private static final String ADD = "-A ";

  private final WallRules rules;

  /** One change at a time; it guards {@code written}. */
  private final Semaphore changes = new Semaphore(1);

  private Optional<Walled> written = Optional.empty();

  public HostFirewall(Scope scope, Openings openings) {
    this.rules = new WallRules(scope, openings);
  }

  /** Sees to it that the rules for these bridges hold; at its first call it writes them anew. */
  public Wall ensure(Walled walled) {
    changes.acquireUninterruptibly();
    try {
      Iptables.Found found = Iptables.find();
      if (found.tables().isEmpty()) {
        return new Wall.Missing(found.listing());
      }
      return ensure(found.tables().get(), found.lines(), walled);
    } finally {
      changes.release();
    }
  }

  /** Takes all of it away. Idempotent. */
  public void remove() {
    changes.acquireUninterruptibly();
    try {
      written = Optional.empty();
      Iptables.Found found = Iptables.find();
      found.tables().ifPresent(tables -> remove(tables, found.lines()));
    } finally {
      changes.release();
    }
  }

  private Wall ensure(Iptables tables, List<String> present, Walled walled) {
    List<String> missing = missingJumps(present);
    List<String> wanted = rules.rules(walled);
    boolean whole = missing.isEmpty() && count(present) == wanted.size();
    if (whole && written.equals(Optional.of(walled))) {
      return new Wall.Stands(false);
    }
    List<String> lines = new ArrayList<>();
    rules.chains().forEach(chain -> lines.add(":" + chain + " - [0:0]"));
    lines.addAll(wanted);
    missing.forEach(jump -> lines.add("-I " + jump));
    Iptables.Answer answer = tables.restore(text(lines));
    written = answer.ok() ? Optional.of(walled) : Optional.empty();
    return answer.ok()
        ? new Wall.Stands(true)
        : new Wall.Missing(tables.program() + "-restore says: " + answer.text().strip());
  }

  private List<String> missingJumps(List<String> present) {
    boolean dockerUser = present.contains("-N " + Iptables.DOCKER_USER);
    return rules.jumps(dockerUser).stream().filter(jump -> !present.contains(ADD + jump)).toList();
  }

  /** How many rules our chains have. */
  private long count(List<String> present) {
    return present.stream()
        .filter(
            line -> rules.chains().stream().anyMatch(chain -> line.startsWith(ADD + chain + " ")))
        .count();
  }

  private void remove(Iptables tables, List<String> present) {
    List<String> chains =
        rules.chains().stream().filter(chain -> present.contains("-N " + chain)).toList();
    List<String> lines = new ArrayList<>();
    Stream.of(true, false)
        .flatMap(dockerUser -> rules.jumps(dockerUser).stream())
        .distinct()
        .filter(jump -> present.contains(ADD + jump))
        .forEach(jump -> lines.add("-D " + jump));
    chains.forEach(chain -> lines.add("-F " + chain));
    chains.forEach(chain -> lines.add("-X " + chain));
    if (!lines.isEmpty()) {
      tables.restore(text(lines));
    }
  }

  private static String text(List<String> lines) {
    return "*filter\n" + String.join("\n", lines) + "\nCOMMIT\n";
  }
}
