package paas.builder.fetch;

import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;
import java.net.URI;
import java.net.URISyntaxException;
import java.net.URL;
import java.security.SecureRandom;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;
import javax.net.ssl.HostnameVerifier;
import javax.net.ssl.KeyManager;
import javax.net.ssl.TrustManager;
import org.apache.hc.client5.http.classic.methods.HttpUriRequestBase;
import org.apache.hc.core5.http.ClassicHttpResponse;
import org.apache.hc.core5.http.Header;
import org.apache.hc.core5.http.io.entity.ByteArrayEntity;
import org.eclipse.jgit.transport.http.HttpConnection;
import org.jspecify.annotations.Nullable;

/**
 * One request of JGit's HTTP transport. What git sends when it fetches is small, so it is gathered
 * before it is sent. TLS cannot be loosened: those settings of git are not looked at.
 */
final class GitConnection implements HttpConnection {
  private final Fetcher fetcher;
  private final URL url;
  private final URI uri;
  private final Map<String, String> headers = new LinkedHashMap<>();
  private final ByteArrayOutputStream sent = new ByteArrayOutputStream();
  private String method = "GET";
  private Optional<ClassicHttpResponse> answer = Optional.empty();

  GitConnection(Fetcher fetcher, URL url) throws IOException {
    this.fetcher = fetcher;
    this.url = url;
    try {
      this.uri = url.toURI();
    } catch (URISyntaxException e) {
      throw new IOException("not a URL: " + url.getPath(), e);
    }
  }

  @Override
  public int getResponseCode() throws IOException {
    return response().getCode();
  }

  @Override
  public URL getURL() {
    return url;
  }

  @Override
  public String getResponseMessage() throws IOException {
    return Optional.ofNullable(response().getReasonPhrase()).orElse("");
  }

  @Override
  public Map<String, List<String>> getHeaderFields() {
    Map<String, List<String>> fields = new TreeMap<>(String.CASE_INSENSITIVE_ORDER);
    for (Header header : received()) {
      fields.computeIfAbsent(header.getName(), _ -> new ArrayList<>()).add(header.getValue());
    }
    return fields;
  }

  @Override
  public void setRequestProperty(String key, String value) {
    headers.put(key, value);
  }

  @Override
  public void setRequestMethod(String newMethod) {
    method = newMethod;
  }

  @Override
  public void setUseCaches(boolean use) {
    // Nothing is cached.
  }

  @Override
  public void setConnectTimeout(int timeout) {
    // The fetcher's bounds hold.
  }

  @Override
  public void setReadTimeout(int timeout) {
    // The fetcher's bounds hold.
  }

  @Override
  public @Nullable String getContentType() {
    return getHeaderField("Content-Type");
  }

  @Override
  public InputStream getInputStream() throws IOException {
    return fetcher.body(response());
  }

  @Override
  public @Nullable String getHeaderField(String name) {
    List<String> values = getHeaderFields(name);
    return values.isEmpty() ? null : values.getFirst();
  }

  @Override
  public List<String> getHeaderFields(String name) {
    return getHeaderFields().getOrDefault(name, List.of());
  }

  @Override
  public int getContentLength() {
    return answer
        .map(ClassicHttpResponse::getEntity)
        .map(entity -> (int) Math.min(entity.getContentLength(), Integer.MAX_VALUE))
        .orElse(-1);
  }

  @Override
  public void setInstanceFollowRedirects(boolean follow) {
    // None is followed here.
  }

  @Override
  public void setDoOutput(boolean output) {
    // Known from what is written.
  }

  @Override
  public void setFixedLengthStreamingMode(int length) {
    // Gathered in any case.
  }

  @Override
  public OutputStream getOutputStream() {
    return sent;
  }

  @Override
  public void setChunkedStreamingMode(int chunk) {
    // Gathered in any case.
  }

  @Override
  public String getRequestMethod() {
    return method;
  }

  @Override
  public boolean usingProxy() {
    return false;
  }

  @Override
  public void connect() throws IOException {
    response();
  }

  @Override
  public void configure(KeyManager[] keys, TrustManager[] trust, SecureRandom random) {
    // The fetcher's TLS holds.
  }

  @Override
  public void setHostnameVerifier(HostnameVerifier verifier) {
    // The fetcher's TLS holds.
  }

  private List<Header> received() {
    return answer.map(response -> Arrays.asList(response.getHeaders())).orElse(List.of());
  }

  private ClassicHttpResponse response() throws IOException {
    if (answer.isEmpty()) {
      var request = new HttpUriRequestBase(method, HttpWay.bare(uri));
      headers.forEach(request::setHeader);
      request.removeHeaders("Content-Length");
      if (sent.size() > 0) {
        request.setEntity(new ByteArrayEntity(sent.toByteArray(), null));
      }
      ClassicHttpResponse response = fetcher.open(uri, request);
      answer = Optional.of(response);
      if (response.getCode() != HttpConnection.HTTP_OK) {
        response.close(); // nobody reads it, and its connection would stay taken
      }
    }
    return answer.get();
  }
}
