package paas.platform.outbound;

import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;
import java.net.HttpURLConnection;
import java.net.URI;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.Optional;
import java.util.function.Consumer;
import paas.platform.fault.Rejected;

/** Gets files from the internet, whole or not at all. Thread-safe, blocking. */
public final class Downloads {
  private static final int REDIRECTS = 5;
  private static final int CONNECT_MILLIS = 20_000;
  private static final int SILENCE_MILLIS = 60_000;
  private static final Duration AT_MOST = Duration.ofMinutes(15);
  private static final long HEADERS = 1 << 20;

  private final Destinations destinations;

  public Downloads(Destinations destinations) {
    this.destinations = destinations;
  }

  /** Into a file; {@code whenGone} is given what ends the download at once. */
  public void get(String url, Path to, long most, Consumer<Runnable> whenGone) throws IOException {
    try (Door door = Door.open(destinations, most + HEADERS, AT_MOST)) {
      whenGone.accept(door::close);
      try {
        HttpURLConnection connection = answering(url, door);
        try (InputStream in = connection.getInputStream();
            OutputStream out = Files.newOutputStream(to)) {
          whole(connection, in.transferTo(out));
        }
      } catch (IOException e) {
        Optional<Rejected> refusal = door.refusal();
        if (refusal.isPresent()) {
          throw refusal.get();
        }
        throw e;
      }
    }
  }

  private HttpURLConnection answering(String start, Door door) throws IOException {
    URI url = destinations.admit(start);
    for (int hop = 0; hop <= REDIRECTS; hop++) {
      HttpURLConnection connection = (HttpURLConnection) url.toURL().openConnection(door.proxy());
      connection.setInstanceFollowRedirects(false);
      connection.setConnectTimeout(CONNECT_MILLIS);
      connection.setReadTimeout(SILENCE_MILLIS);
      connection.setRequestProperty("User-Agent", "paas");
      int status = connection.getResponseCode();
      if (status == HttpURLConnection.HTTP_OK) {
        return connection;
      }
      url = next(url, status, Optional.ofNullable(connection.getHeaderField("Location")));
      connection.disconnect();
    }
    throw Rejected.invalid(start + " redirects more than " + REDIRECTS + " times.");
  }

  private URI next(URI at, int status, Optional<String> location) {
    if (status < 300 || status > 399 || location.isEmpty()) {
      throw Rejected.invalid(
          "The server at " + at.getHost() + " answered " + status + " when asked for the source.");
    }
    URI next = destinations.admit(at.resolve(location.get()).toString());
    if (at.getScheme().equalsIgnoreCase("https") && !next.getScheme().equalsIgnoreCase("https")) {
      throw Rejected.invalid("The server at " + at.getHost() + " redirects from https to http.");
    }
    return next;
  }

  private static void whole(HttpURLConnection connection, long received) throws IOException {
    long announced = connection.getContentLengthLong();
    if (announced >= 0 && announced != received) {
      throw new IOException("the download ended early");
    }
  }
}
