package paas.platform.api.runs;

import jakarta.inject.Singleton;
import java.time.Duration;
import java.time.InstantSource;
import java.util.Optional;
import paas.platform.access.Permission;
import paas.platform.api.Addresses;
import paas.platform.api.guard.Roles;
import paas.platform.api.link.Links;

/** Tickets that were handed out and not used yet. Each works once, for a minute. */
@Singleton
final class Tickets {
  static final String PATH = "/runs/";
  private static final Duration LIFE = Duration.ofMinutes(1);
  private static final int MOST = 10_000;

  private final Links<Ticket> links;
  private final Roles roles;
  private final Addresses addresses;

  Tickets(Roles roles, Addresses addresses, InstantSource clock) {
    this.links = new Links<>(clock, LIFE, LIFE, MOST);
    this.roles = roles;
    this.addresses = addresses;
  }

  /** Returns the URL to attach to. */
  String issue(Ticket ticket) {
    return addresses.socket(PATH + links.issue(ticket));
  }

  Optional<Ticket> take(String secret) {
    return links.take(secret).filter(this::stands);
  }

  /** Whether its token lives and its user may still run things on the app. */
  boolean stands(Ticket ticket) {
    return roles.still(ticket.caller(), ticket.wanted().app().id(), Permission.APP_WRITE);
  }
}
