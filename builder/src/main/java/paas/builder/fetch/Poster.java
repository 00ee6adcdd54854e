package paas.builder.fetch;

import java.io.IOException;
import java.net.SocketTimeoutException;
import java.net.URI;
import java.time.Duration;
import java.util.Map;
import java.util.Optional;
import org.apache.hc.client5.http.classic.methods.HttpPost;
import org.apache.hc.client5.http.impl.classic.CloseableHttpClient;
import org.apache.hc.core5.http.ClassicHttpResponse;
import org.apache.hc.core5.http.ContentType;
import org.apache.hc.core5.http.Header;
import org.apache.hc.core5.http.HttpHost;
import org.apache.hc.core5.http.io.entity.ByteArrayEntity;
import org.apache.hc.core5.io.CloseMode;
import org.jspecify.annotations.Nullable;

/**
 * Posts to URLs that users wrote, over connections that are kept between two posts. Nothing of it
 * goes to an address that is not public, and no redirect is followed. For one thread; {@link
 * #close} may come from any, and ends a post under way.
 */
public final class Poster implements AutoCloseable {
  private static final Duration CONNECT = Duration.ofSeconds(10);

  private static final int MOST_READ = 64 * 1024;

  private final CloseableHttpClient client;
  private final Duration atMost;
  private volatile boolean closed;

  /** While it connects the client knows of nothing to close. */
  private volatile @Nullable HttpPost underWay;

  /**
   * What came back.
   *
   * @param location where a redirect leads
   */
  public record Answer(int status, Optional<String> location) {}

  private Poster(CloseableHttpClient client, Duration atMost) {
    this.client = client;
    this.atMost = atMost;
  }

  /** Each post, with its answer, takes at most that long. */
  public static Poster open(CheckedNames names, Duration atMost) {
    return new Poster(HttpWay.open(names, CONNECT, atMost), atMost);
  }

  /**
   * Sends a body, and the user and password that stand in the URL.
   *
   * @param url http or https, with a host
   * @throws IOException when there was no whole answer: {@link RefusedAddress}, or something of the
   *     network
   */
  public Answer post(URI url, String contentType, Map<String, String> headers, byte[] body)
      throws IOException {
    var request = new HttpPost(HttpWay.bare(url));
    HttpWay.identify(request, url);
    headers.forEach(request::setHeader);
    request.setEntity(new ByteArrayEntity(body, ContentType.parse(contentType)));
    var host = new HttpHost(url.getScheme(), url.getHost(), url.getPort());
    underWay = request;
    if (closed) {
      request.cancel();
    }
    Countdown countdown = Countdown.start(atMost, request::cancel);
    try {
      ClassicHttpResponse response = client.executeOpen(host, request, null);
      if (hasEnded(response)) {
        response.close();
      } else {
        // Closing it would read the rest, however large and slow.
        request.cancel();
      }
      return new Answer(
          response.getCode(),
          Optional.ofNullable(response.getFirstHeader("Location")).map(Header::getValue));
    } catch (IllegalStateException e) {
      throw new IOException("closed meanwhile", e);
    } catch (IOException e) {
      request.cancel();
      throw countdown.isOver() ? new SocketTimeoutException("No whole answer within " + atMost) : e;
    } finally {
      underWay = null;
      countdown.stop();
    }
  }

  /**
   * Reads an answer to its end, so that the connection can be kept; only the start of a long one.
   */
  private static boolean hasEnded(ClassicHttpResponse response) throws IOException {
    return response.getEntity() == null
        || response.getEntity().getContent().readNBytes(MOST_READ).length < MOST_READ;
  }

  @Override
  public void close() {
    closed = true;
    client.close(CloseMode.IMMEDIATE);
    HttpPost request = underWay;
    if (request != null) {
      request.cancel();
    }
  }
}
