package paas.router.http.proxy;

import java.net.ConnectException;
import java.util.Optional;
import org.jspecify.annotations.Nullable;
import paas.router.http.Pages;
import paas.router.http.Protocol;
import paas.router.http.RouteLimits;
import paas.router.http.RouteSettings;
import paas.router.http.RoutedApp;
import paas.router.http.Target;
import paas.router.http.balance.LiveEndpoint;
import paas.router.http.balance.LiveRoute;
import paas.router.http.balance.LiveTable;
import paas.router.http.message.Courtesy;
import paas.router.http.message.Failure;
import paas.router.http.message.Forwarding;
import paas.router.http.message.RequestLineText.Outcome;

/**
 * Finds a connection for an exchange: looks up its route, claims an endpoint, takes a pooled
 * connection or a new one.
 */
final class Dispatch {
  /** How often a request goes to another connection because the one it had ended under it. */
  private static final int MAX_REPEATS = 3;

  private final Worker worker;
  private final Exchange exchange;
  private final Client client;
  private final Forwarding request;
  private final Claim claim;
  private final @Nullable LargeHead large;
  private final long startedAt;
  private @Nullable LiveRoute route;
  private RouteLimits limits = RouteLimits.DEFAULT;
  private Courtesy courtesy = Courtesy.NONE;
  private @Nullable RouteSettings looked;
  private String clientCertificate = "";
  private String stickyField = "";
  private boolean awaitsNews;
  private int repeats;

  /** A request that was sent to an instance that is gone since would end the next one too. */
  private boolean mayHaveEndedOne;

  Dispatch(Worker worker, Exchange exchange, Client client, Forwarding request, long startedAt) {
    this.worker = worker;
    this.exchange = exchange;
    this.client = client;
    this.request = request;
    this.claim = new Claim(worker, startedAt);
    this.large = LargeHead.of(request.head(), worker);
    this.startedAt = startedAt;
  }

  Claim claim() {
    return claim;
  }

  RouteLimits limits() {
    return limits;
  }

  /** Writes what is now to be told of the request, once it is run. */
  Runnable line(@Nullable Failure failure, int status, long bytes) {
    Outcome outcome = claim.outcome(failure, status, bytes);
    return () -> app().ifPresent(app -> worker.record(app, request, outcome));
  }

  /** The app that was asked, if any: unknown hosts and the platform's own have none. */
  private Optional<RoutedApp> app() {
    return route == null ? Optional.empty() : route.app();
  }

  void count(Census census, boolean queued) {
    LiveRoute found = route;
    if (found != null) {
      found.app().ifPresent(app -> census.count(app, found.route(), queued));
    }
  }

  /** How an answer of the router's own is given for the app that was asked. */
  Courtesy courtesy() {
    Pages pages = route == null ? Pages.NONE : route.settings().pages();
    return new Courtesy(request.requestId(), pages, courtesy.field(), courtesy.strict());
  }

  /** What the app is told of the request. */
  Forwarding told() {
    return clientCertificate.isEmpty() ? request : request.presenting(clientCertificate);
  }

  /** Whether the app takes a body of so many bytes. */
  boolean takes(long bytes) {
    return route == null || bytes <= route.settings().bodyLimit();
  }

  /** This instance was sent the head. */
  void sent(Upstream to) {
    if (large != null) {
      stickyField = stickyField();
      large.sent(to.mayRefuse() || to.mayRepeat(request.head()));
    }
  }

  /** The client was sent the head of the answer. */
  void answered() {
    if (large != null) {
      large.answered();
    }
  }

  /** The exchange is over; nothing counts it any more. */
  void end(boolean parked) {
    if (parked) {
      leaveQueue();
    }
    claim.end();
    if (large != null) {
      large.end();
    }
  }

  /** The header line that makes the client come back to its instance, if the app wants that. */
  String stickyField() {
    if (!request.head().isWhole()) {
      return stickyField;
    }
    LiveEndpoint endpoint = claim.endpoint();
    return route != null && endpoint != null && route.settings().sticky()
        ? Sticky.field(route, endpoint, request)
        : "";
  }

  /** Only finds whom a refused request was meant for. */
  void lookUp() {
    route = find(worker.tables().current());
  }

  /**
   * Looks for another connection, as the one before ended without an answer; from here on none will
   * do that was used before.
   *
   * @param unseen whether the instance certainly never looked at the request
   * @return false when that happened too often
   */
  boolean again(boolean unseen) {
    mayHaveEndedOne |= !unseen;
    if (repeats < MAX_REPEATS) {
      repeats++;
      claim.release();
      start();
      return true;
    }
    LiveEndpoint endpoint = claim.endpoint();
    if (mayHaveEndedOne || endpoint == null) {
      return false;
    }
    // It takes connections and looks at nothing that comes on them: it may be about to end.
    exchange.connectFailed(endpoint, new ConnectException("It looks at no request"));
    return true;
  }

  /** Whether what the client sends comes to an instance frame by frame. */
  boolean isStreamed() {
    return route != null && route.settings().protocol() == Protocol.H2C;
  }

  /** Reads the table, and again each time it changed before an endpoint of it could be claimed. */
  void start() {
    LiveTable table;
    awaitsNews = false;
    do {
      table = worker.tables().current();
      LiveRoute found = find(table);
      route = found;
      if (found == null) {
        exchange.fail(Failure.UNKNOWN_HOST);
        return;
      }
      if (isUnproven(found) || isRefused(found) || follow(found)) {
        return;
      }
    } while (table != worker.tables().current());
    awaitsNews =
        !mayHaveEndedOne
            && claim.awaitsNews(System.nanoTime())
            && app().filter(this::park).isPresent();
    if (!awaitsNews) {
      exchange.fail(unserved());
    }
  }

  private Failure unserved() {
    Failure why = claim.exhausted();
    boolean tookConnections = mayHaveEndedOne || repeats == MAX_REPEATS;
    return tookConnections && why == Failure.CONNECT_REFUSED ? Failure.NO_RESPONSE : why;
  }

  private @Nullable LiveRoute find(LiveTable table) {
    return table.find(request.head().host(), request.head().path());
  }

  private boolean isUnproven(LiveRoute found) {
    Proof proof = Proof.of(worker.tls().current(), found, request, client);
    clientCertificate = proof.field();
    if (proof.refusal() != null) {
      exchange.fail(proof.refusal());
    }
    return proof.refusal() != null;
  }

  /** A request that waited may be for another app now, or under other settings. */
  private boolean isRefused(LiveRoute found) {
    if (found.settings() == looked) {
      return false;
    }
    boolean counted = looked != null;
    looked = found.settings();
    Gate.Refusal refusal = worker.gate().check(found, request, System.nanoTime(), counted);
    if (refusal != null) {
      courtesy = courtesy.with(refusal.field());
      exchange.fail(refusal.failure());
    }
    return refusal != null;
  }

  /**
   * @return false when no endpoint could be claimed
   */
  private boolean follow(LiveRoute found) {
    switch (found.target()) {
      case Target.Serving serving -> {
        limits = serving.limits();
        return connect(found);
      }
      case Target.Platform _ -> {
        limits = RouteLimits.PLATFORM;
        if (request.reachesPlatform()) {
          return connect(found);
        }
        exchange.fail(Failure.PLATFORM_IS_PRIVATE);
      }
      case Target.Booting booting -> {
        if (mayHaveEndedOne) {
          exchange.fail(Failure.NO_RESPONSE);
        } else {
          queue(booting.app());
        }
      }
      case Target.Sleeping sleeping -> {
        worker.wake(sleeping.app());
        queue(sleeping.app());
      }
      case Target.Crashed _ -> exchange.fail(Failure.CRASHED);
      case Target.NoWeb _ -> exchange.fail(Failure.NO_WEB);
      case Target.Blank _ -> exchange.fail(Failure.BLANK);
      case Target.Maintenance _ -> exchange.fail(Failure.MAINTENANCE);
      case Target.Moved moved -> {
        courtesy = courtesy.with("Location: " + request.under(moved.to()));
        exchange.fail(request.head().isPlainRead() ? Failure.MOVED : Failure.MOVED_WITH_BODY);
      }
    }
    return true;
  }

  private String tokens(LiveRoute found) {
    return found.settings().sticky() ? Sticky.tokens(request) : "";
  }

  private boolean connect(LiveRoute found) {
    long now = System.nanoTime();
    if (!claim.enter(found.choice().crowd())) {
      exchange.fail(Failure.CONNECTION_LIMIT);
      return true;
    }
    LiveEndpoint endpoint = claim.take(found.choice(), tokens(found), now);
    if (endpoint == null) {
      return false;
    }
    boolean fresh = repeats > 0;
    boolean shared = found.settings().protocol() == Protocol.H2C;
    boolean repeatable = request.head().isRepeatable();
    UpstreamConnection idle =
        fresh || shared ? null : worker.pool().take(endpoint, repeatable, now);
    if (idle != null) {
      exchange.connected(idle);
    } else if (large != null && !large.mayConnect()) {
      exchange.fail(Failure.CONNECTION_LIMIT);
    } else if (shared) {
      worker.sessions().carry(endpoint, exchange, fresh);
    } else {
      worker.connector().connect(endpoint, exchange);
    }
    return true;
  }

  private void queue(RoutedApp app) {
    if (!park(app)) {
      exchange.fail(Failure.BACKLOG);
    }
  }

  private boolean park(RoutedApp app) {
    boolean parked = worker.bootQueue().park(app.id(), exchange);
    if (parked) {
      exchange.parked();
      if (large != null) {
        large.parked();
      }
    }
    return parked;
  }

  /** Looks at the wait of a parked exchange. */
  void tick(long now) {
    if (!awaitsNews) {
      if (now - startedAt > worker.limits().waits().boot().toNanos()) {
        exchange.fail(Failure.BOOT_TIMEOUT);
      }
    } else if (!claim.awaitsNews(now)) {
      leaveQueue();
      claim.askOnceMore();
      exchange.dispatchAgain();
    }
  }

  private void leaveQueue() {
    app().ifPresent(app -> worker.bootQueue().leave(app.id(), exchange));
  }
}
