package paas.router.http.proxy;

import io.netty.channel.ConnectTimeoutException;
import java.util.ArrayList;
import java.util.List;
import org.jspecify.annotations.Nullable;
import paas.router.http.balance.AppCrowd;
import paas.router.http.balance.Choice;
import paas.router.http.balance.LiveEndpoint;
import paas.router.http.message.Failure;
import paas.router.http.message.RequestLineText.Outcome;

/**
 * The endpoint that a request counts on, those that refused it before, and how long it took until
 * one took the request.
 */
final class Claim {
  private static final long UNKNOWN = -1;

  private final Worker worker;
  private List<LiveEndpoint> refusals = List.of();
  private @Nullable Failure lastRefusal;
  private @Nullable LiveEndpoint endpoint;
  private @Nullable AppCrowd crowd;
  private boolean full;
  private boolean askedOnceMore;
  private long newsUntil;
  private boolean tunnel;
  private String instance = "";
  private final long startedAt;
  private long connectNanos = UNKNOWN;

  /**
   * @param startedAt when the request came; what it waits from then on shows in its line
   */
  Claim(Worker worker, long startedAt) {
    this.worker = worker;
    this.startedAt = startedAt;
  }

  /**
   * Claims one of these endpoints that was not tried; null when there is none, or enough were
   * tried.
   *
   * @param tokens of the endpoint that the client had before, which comes first; or empty
   */
  @Nullable LiveEndpoint take(Choice choice, String tokens, long nowNanos) {
    if (refusals.size() >= worker.limits().crowd().attempts()) {
      return null;
    }
    LiveEndpoint former = tokens.isEmpty() ? null : choice.reclaim(tokens, nowNanos, refusals);
    LiveEndpoint next = former == null ? choice.claim(worker.random(), nowNanos, refusals) : former;
    full = next == null && choice.isFull();
    if (next != null) {
      endpoint = next;
      instance = next.endpoint().instance();
    }
    return next;
  }

  /**
   * Counts the request among its app's, once however often an endpoint is claimed for it; while it
   * waited the hostname may have become another app's.
   *
   * @return false when the app has too many
   */
  boolean enter(AppCrowd app) {
    if (crowd != app) {
      leave();
      crowd = app.enter() ? app : null;
    }
    return crowd != null;
  }

  private void leave() {
    if (crowd != null) {
      crowd.leave();
      crowd = null;
    }
  }

  /** The endpoint that was chosen last, while it is claimed. */
  @Nullable LiveEndpoint endpoint() {
    return endpoint;
  }

  /** All waiting is over: for the app to boot, and for those that took no connection. */
  void connected() {
    connectNanos = System.nanoTime() - startedAt;
  }

  /**
   * The endpoint took no connection: it is given back, and not tried again for this request. One
   * that was withdrawn meanwhile cannot be, and does not count as tried.
   */
  void refused(LiveEndpoint by, Throwable cause, long nowNanos) {
    if (!by.isWithdrawn()) {
      lastRefusal =
          switch (cause) {
            case ConnectTimeoutException _ -> Failure.CONNECT_TIMEOUT;
            case NotHttp2 _ -> Failure.NOT_HTTP_2;
            default -> Failure.CONNECT_REFUSED;
          };
      refusals = refusals.isEmpty() ? new ArrayList<>(2) : refusals;
      long news = worker.limits().waits().news().toNanos() - by.refusingNanos(nowNanos);
      newsUntil = refusals.isEmpty() ? nowNanos + news : later(newsUntil, nowNanos + news);
      refusals.add(by);
    }
    release();
  }

  private static long later(long one, long other) {
    return one - other > 0 ? one : other;
  }

  /**
   * Whether none is left, but one began to refuse so lately that nobody may have heard yet that it
   * is gone. What becomes of others' requests meanwhile makes nobody wait longer.
   */
  boolean awaitsNews(long nowNanos) {
    return !askedOnceMore
        && exhausted() == Failure.CONNECT_REFUSED
        && refusals.size() < worker.limits().crowd().attempts()
        && nowNanos - newsUntil < 0;
  }

  /** No news came: those that refused may be asked once more, and that is the last time. */
  void askOnceMore() {
    refusals = List.of();
    askedOnceMore = true;
  }

  /** What to say when no endpoint is left to claim. */
  Failure exhausted() {
    if (full) {
      return Failure.BACKLOG;
    }
    return lastRefusal == null ? Failure.NO_WEB : lastRefusal;
  }

  /** The request is a WebSocket from now on, until its end. */
  void becomeTunnel() {
    if (endpoint != null) {
      tunnel = true;
      endpoint.becomeTunnel();
    }
  }

  void release() {
    if (endpoint != null) {
      if (tunnel) {
        endpoint.releaseTunnel();
      } else {
        endpoint.release();
      }
      tunnel = false;
      endpoint = null;
    }
  }

  /** The request is over: nothing counts it any more. */
  void end() {
    release();
    leave();
  }

  /**
   * What the request line tells: the last instance chosen, and the times if a connection was made.
   */
  Outcome outcome(@Nullable Failure failure, int status, long bytes) {
    boolean asked = connectNanos != UNKNOWN;
    long service = System.nanoTime() - startedAt - connectNanos;
    return new Outcome(
        failure,
        instance,
        asked ? connectNanos / 1_000_000 : UNKNOWN,
        asked ? service / 1_000_000 : UNKNOWN,
        status,
        bytes);
  }
}
