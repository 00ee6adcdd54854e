package paas.platform.outbound;

import java.io.IOException;
import java.io.OutputStream;
import java.net.URI;
import java.net.URISyntaxException;
import java.net.UnknownHostException;
import java.time.Duration;
import java.util.Locale;
import java.util.Optional;
import java.util.function.Consumer;
import paas.builder.fetch.CheckedNames;
import paas.builder.fetch.Fetcher;
import paas.builder.fetch.Poster;
import paas.builder.fetch.RefusedAddress;
import paas.builder.fetch.Wire;
import paas.platform.fault.Rejected;

/** The way out to what users name: URLs are judged here, and each fetch gets its client. */
public final class Outbound {
  private static final int LONGEST_URL = 2000;
  private static final Duration AT_MOST = Duration.ofMinutes(15);

  private final CheckedNames names;

  public Outbound(CheckedNames names) {
    this.names = names;
  }

  /**
   * A URL that may be asked for, as far as can be seen now: http or https, without a user, to a
   * host whose addresses may be connected to.
   */
  public URI admit(String text) {
    URI url = parse(text);
    try {
      look(url.getHost(), port(url));
      return url;
    } catch (RefusedAddress e) {
      throw refused(String.valueOf(e.getMessage()));
    }
  }

  /** Refuses a host that is not there, as far as can be seen now, or may not be connected to. */
  public void require(String host, int port) {
    try {
      look(host, port);
    } catch (RefusedAddress e) {
      throw Rejected.invalid(e.getMessage() + ".");
    }
  }

  private void look(String host, int port) throws RefusedAddress {
    try {
      names.resolve(host, port);
    } catch (RefusedAddress e) {
      throw e;
    } catch (UnknownHostException e) {
      throw Rejected.invalid("There is no host " + host + ": check the URL for a typing mistake.");
    }
  }

  /** For posts that take at most that long each. */
  public Poster poster(Duration atMost) {
    return Poster.open(names, atMost);
  }

  /** A connection to a host that users named; see {@link Wire}. */
  public Wire connect(String host, int port, boolean tls) throws IOException {
    return Wire.connect(names, host, port, tls);
  }

  /**
   * For one fetch of at most {@code most} bytes; {@code whenGone} is given what ends it at once.
   */
  public Fetcher open(long most, Consumer<Runnable> whenGone) {
    Fetcher fetcher = Fetcher.open(names, most, AT_MOST);
    whenGone.accept(fetcher::close);
    return fetcher;
  }

  /** Gets a file, whole or not at all; the caller closes what it goes to. */
  public void download(String url, OutputStream to, long most, Consumer<Runnable> whenGone)
      throws IOException {
    URI admitted = admit(url);
    try (Fetcher fetcher = open(most, whenGone)) {
      download(fetcher, admitted, to);
    }
  }

  private static void download(Fetcher fetcher, URI url, OutputStream to) throws IOException {
    try {
      fetcher.download(url, to);
    } catch (IOException e) {
      Optional<String> refusal = fetcher.refusal();
      if (refusal.isPresent()) {
        throw refused(refusal.get());
      }
      throw e;
    }
  }

  /** What a {@link Fetcher} refused, to the user. */
  public static Rejected refused(String why) {
    return Rejected.invalid("That URL cannot be fetched: " + why + ".");
  }

  private static URI parse(String text) {
    if (text.length() > LONGEST_URL) {
      throw Rejected.invalid("That URL is longer than " + LONGEST_URL + " characters.");
    }
    try {
      URI url = new URI(text);
      String scheme = String.valueOf(url.getScheme()).toLowerCase(Locale.ROOT);
      if (!scheme.equals("https") && !scheme.equals("http") || url.getHost() == null) {
        throw notFetched();
      }
      if (url.getRawUserInfo() != null) {
        throw Rejected.invalid(
            "A URL with a user or password in it would show them: leave them out, and store them"
                + " with `paas git:auth HOST USER`.");
      }
      return url;
    } catch (URISyntaxException e) {
      throw notFetched();
    }
  }

  private static Rejected notFetched() {
    return Rejected.invalid("Only http:// and https:// URLs are fetched: give one of those.");
  }

  private static int port(URI url) {
    boolean https = url.getScheme().equalsIgnoreCase("https");
    return url.getPort() >= 0 ? url.getPort() : https ? 443 : 80;
  }
}
