package paas.builder.fetch;

import java.io.IOException;
import java.net.Proxy;
import java.net.URL;
import org.eclipse.jgit.transport.http.HttpConnection;
import org.eclipse.jgit.transport.http.HttpConnectionFactory;

/** Gives JGit connections that go through a {@link Fetcher}; a proxy is not used. */
final class GitConnections implements HttpConnectionFactory {
  private final Fetcher fetcher;

  GitConnections(Fetcher fetcher) {
    this.fetcher = fetcher;
  }

  @Override
  public HttpConnection create(URL url) throws IOException {
    return new GitConnection(fetcher, url);
  }

  @Override
  public HttpConnection create(URL url, Proxy proxy) throws IOException {
    return create(url);
  }
}
