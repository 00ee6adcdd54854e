package paas.runner.engine;

import com.github.dockerjava.transport.DockerHttpClient.Response;
import java.io.ByteArrayInputStream;
import java.io.InputStream;
import java.nio.charset.Charset;
import java.util.List;
import java.util.Map;

/** One response; closing it, from any thread, ends the exchange and its connection. */
record SocketResponse(ResponseHead head, InputStream body, Connection connection)
    implements Response {
  @Override
  public int getStatusCode() {
    return head.status();
  }

  @Override
  public Map<String, List<String>> getHeaders() {
    return head.headers();
  }

  @Override
  public InputStream getBody() {
    return body;
  }

  @Override
  public void close() {
    connection.close();
  }

  /** The body of an answer that was read whole, which every refusal is; it can be read again. */
  String text(Charset charset) {
    if (!(body instanceof ByteArrayInputStream whole)) {
      throw new IllegalStateException("The body is a stream");
    }
    String text = new String(whole.readAllBytes(), charset);
    whole.reset();
    return text;
  }
}
