package paas.platform.api.link;

import java.security.SecureRandom;
import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;
import java.util.Base64;
import java.util.Iterator;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Optional;
import java.util.random.RandomGenerator;

/**
 * Secrets of 256 random bits that stand for something until they are taken, or not used for a
 * while. In memory only: a restart ends them all. Thread-safe.
 */
public final class Links<T> {
  private static final int BYTES = 32;

  private record Link<T>(T target, Instant expires) {}

  private final Map<String, Link<T>> links = new LinkedHashMap<>();
  private final RandomGenerator random = new SecureRandom();
  private final InstantSource clock;
  private final Duration unused;
  private final Duration idle;
  private final int most;

  /**
   * @param unused how long a link waits for its first use
   * @param idle how long it lives on after each use
   * @param most beyond this many the oldest ends
   */
  public Links(InstantSource clock, Duration unused, Duration idle, int most) {
    this.clock = clock;
    this.unused = unused;
    this.idle = idle;
    this.most = most;
  }

  /** Returns the secret. */
  public synchronized String issue(T target) {
    Instant now = clock.instant();
    dropExpired(now);
    makeRoom();
    String secret = secret();
    links.put(secret, new Link<>(target, now.plus(unused)));
    return secret;
  }

  /** Uses a link; it stays. */
  public synchronized Optional<T> use(String secret) {
    Optional<T> target = take(secret);
    target.ifPresent(t -> links.put(secret, new Link<>(t, clock.instant().plus(idle))));
    return target;
  }

  /** Uses a link up. */
  public synchronized Optional<T> take(String secret) {
    dropExpired(clock.instant());
    return Optional.ofNullable(links.remove(secret)).map(Link::target);
  }

  private void dropExpired(Instant now) {
    links.values().removeIf(link -> !link.expires().isAfter(now));
  }

  private void makeRoom() {
    Iterator<String> oldest = links.keySet().iterator();
    for (int over = links.size() - most + 1; over > 0; over--) {
      oldest.next();
      oldest.remove();
    }
  }

  private String secret() {
    byte[] bytes = new byte[BYTES];
    random.nextBytes(bytes);
    return Base64.getUrlEncoder().withoutPadding().encodeToString(bytes);
  }
}
