package paas.runner.network;

import java.util.List;
import java.util.Optional;
import java.util.concurrent.Semaphore;
import paas.runner.Scope;

/**
 * Keeps the host's own services, and a cloud's metadata service, from the bridges of one platform,
 * and these bridges from each other (docs/decisions/0021, 0055). Rules are replaced in one step.
 * Never throws for what the host cannot do. Thread-safe.
 */
public final class HostFirewall {
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

  private Wall ensure(Iptables tables, List<String> listing, Walled walled) {
    TableRules filter = rules.filter(walled, hasDockerUser(listing));
    Iptables.Answer behind = tables.list(WallRules.BEHIND);
    boolean gone = written.isEmpty() || !stands(written.get(), listing, behind);
    if (!gone && written.equals(Optional.of(walled))) {
      return standing(behind, false);
    }
    Iptables.Answer answer = tables.restore(filter.writing(listing));
    if (!answer.ok()) {
      written = Optional.empty();
      return new Wall.Missing(tables.program() + "-restore says: " + answer.text().strip());
    }
    if (behind.ok()) {
      behind = tables.restore(rules.behind(walled).writing(behind.lines()));
    }
    written = Optional.of(walled);
    return standing(behind, gone);
  }

  private boolean stands(Walled walled, List<String> listing, Iptables.Answer behind) {
    return rules.filter(walled, hasDockerUser(listing)).standsIn(listing)
        && (!behind.ok() || rules.behind(walled).standsIn(behind.lines()));
  }

  private static Wall standing(Iptables.Answer behind, boolean written) {
    return behind.ok() ? new Wall.Stands(written) : new Wall.Porous(behind.text().strip());
  }

  private static boolean hasDockerUser(List<String> listing) {
    return listing.contains("-N " + Iptables.DOCKER_USER);
  }

  private void remove(Iptables tables, List<String> listing) {
    String text = rules.filterEver().removal(listing);
    Iptables.Answer behind = tables.list(WallRules.BEHIND);
    if (behind.ok()) {
      text += rules.behind(Walled.NOTHING).removal(behind.lines());
    }
    if (!text.isEmpty()) {
      tables.restore(text);
    }
  }
}
