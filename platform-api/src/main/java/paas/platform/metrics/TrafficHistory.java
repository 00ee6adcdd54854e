package paas.platform.metrics;

import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;
import java.util.HashMap;
import java.util.Map;
import java.util.SortedMap;
import java.util.TreeMap;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.atomic.AtomicLong;
import java.util.function.Function;
import paas.platform.app.AppId;
import paas.router.control.RequestFacts;
import paas.router.control.RequestLine;

/**
 * All apps' requests of the last hour, by minute. Beyond its bytes the oldest minutes are
 * forgotten, of all apps alike, and what it answers says from when on it counts. Thread-safe; told
 * by one thread.
 */
public final class TrafficHistory {
  /** How far back it goes: so many whole minutes before the one that has begun. */
  public static final int MINUTES = 60;

  /** What all minutes together take of the heap, about. */
  static final long MAX_BYTES = 32 << 20;

  private static final long MINUTE_MILLIS = 60_000;

  private final Function<String, Signs> signposts;
  private final InstantSource clock;
  private final long mostBytes;
  private final Instant started;
  private final Map<String, AppTraffic> apps = new ConcurrentHashMap<>();
  private final Totals totals = new Totals();
  private final AtomicLong held = new AtomicLong();
  private volatile long oldest;
  private volatile long swept;

  /** {@code signposts} tells the routes of an app by its id. */
  TrafficHistory(Function<String, Signs> signposts, InstantSource clock) {
    this(signposts, clock, MAX_BYTES);
  }

  TrafficHistory(Function<String, Signs> signposts, InstantSource clock, long mostBytes) {
    this.signposts = signposts;
    this.clock = clock;
    this.mostBytes = mostBytes;
    this.started = clock.instant();
    this.oldest = Long.MIN_VALUE;
  }

  /** A line of the router, each once; one that comes after an hour counts no more. */
  public void saw(RequestLine line, RequestFacts facts) {
    long now = minuteOf(clock.instant());
    if (now != swept) {
      sweep(now);
    }
    long minute = Math.min(minuteOf(line.at()), now);
    if (minute < oldest) {
      return;
    }
    AppTraffic app = apps.computeIfAbsent(line.appId(), id -> new AppTraffic());
    switch (facts) {
      case RequestFacts.Dropped(long requests) -> {
        app.drop(minute, requests);
        totals.drop(line.appId(), requests);
      }
      case RequestFacts.Answered answered -> {
        RouteName route = signposts.apply(line.appId()).find(answered.host(), answered.path());
        totals.add(line.appId(), route, answered);
        held.addAndGet(app.add(minute, route, answered));
        boolean more = true;
        while (more && held.get() > mostBytes) {
          more = forgetOldest(now);
        }
      }
    }
  }

  /** Also what a clock that was set back left in the future. */
  private void sweep(long now) {
    swept = now;
    oldest = Math.min(Math.max(oldest, now - MINUTES), now);
    apps.values()
        .removeIf(app -> {
          held.addAndGet(-app.keep(oldest, now));
          return app.isEmpty();
        });
  }

  /**
   * @return false when only the minute that has begun is left
   */
  private boolean forgetOldest(long now) {
    long first = apps.values().stream().mapToLong(AppTraffic::oldest).min().orElse(now);
    if (first >= now) {
      return false;
    }
    oldest = first + 1;
    sweep(now);
    return true;
  }

  /** The same requests, added up since this runs. */
  public Totals totals() {
    return totals;
  }

  /** The last so many whole minutes and the one that has begun, as far as they are known. */
  public AppMetrics of(AppId app, int minutes) {
    Instant now = clock.instant();
    long from = Math.max(minuteOf(now) - minutes, oldest);
    Map<RouteName, Sum> sums = new HashMap<>();
    AppTraffic traffic = apps.get(app.toString());
    long dropped = traffic == null ? 0 : traffic.sum(from, sums);
    Sum total = new Sum();
    SortedMap<RouteName, Figures> routes = new TreeMap<>();
    shown(app, sums)
        .forEach((route, sum) -> {
          total.add(sum);
          routes.put(route, sum.figures());
        });
    return new AppMetrics(begin(from), now, total.figures(), routes, dropped);
  }

  /** What came by a route that was removed since is among the others. */
  private Map<RouteName, Sum> shown(AppId app, Map<RouteName, Sum> sums) {
    Signs signs = signposts.apply(app.toString());
    Map<RouteName, Sum> shown = new HashMap<>();
    sums.forEach((route, sum) -> {
      RouteName name = signs.type(route).isPresent() ? route : RouteName.OTHER;
      shown.computeIfAbsent(name, any -> new Sum()).add(sum);
    });
    return shown;
  }

  /** Lines of before its start come late, but they are few. */
  private Instant begin(long minute) {
    Instant begin = Instant.EPOCH.plus(Duration.ofMinutes(minute));
    return begin.isBefore(started) ? started : begin;
  }

  long held() {
    return held.get();
  }

  private static long minuteOf(Instant at) {
    return Math.floorDiv(at.toEpochMilli(), MINUTE_MILLIS);
  }
}
