package paas.platform.api.wire;

import com.fasterxml.jackson.databind.DeserializationFeature;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.cfg.JsonNodeFeature;
import com.fasterxml.jackson.databind.json.JsonMapper;
import io.micronaut.http.ServerHttpRequest;
import java.io.IOException;
import java.io.InputStream;
import java.util.Map;
import paas.platform.fault.Reason;
import paas.platform.fault.Rejected;

/**
 * A request's body, read by the controller's own thread once it asks: so nothing is read for a
 * caller who was refused, and the bound is ours (git pushes come through the same server and have
 * none).
 */
public final class Body {
  /** More than any request of the API needs: 64 KB of config, escaped six-fold. */
  static final int MAX_BYTES = 1 << 20;

  /** Numbers keep their digits: to whoever sends 1.10 as a config var, it is text. */
  private static final JsonMapper JSON =
      JsonMapper.builder()
          .enable(DeserializationFeature.FAIL_ON_TRAILING_TOKENS)
          .enable(DeserializationFeature.USE_BIG_DECIMAL_FOR_FLOATS)
          .disable(JsonNodeFeature.STRIP_TRAILING_BIGDECIMAL_ZEROES)
          .build();

  private final ServerHttpRequest<?> request;

  Body(ServerHttpRequest<?> request) {
    this.request = request;
  }

  /** The JSON object; an empty one when there is no body. To be called once. */
  public Input json() {
    return parse(bytes());
  }

  /** The JSON object in bytes that were read before. */
  public Input json(byte[] bytes) {
    return parse(bytes);
  }

  /** The body as it comes, of any length: the caller bounds it, and closes it. */
  public InputStream stream() {
    return request.byteBody().toInputStream();
  }

  static Input parse(byte[] bytes) {
    if (blank(bytes)) {
      return new Input(Map.of());
    }
    JsonNode node = node(bytes);
    if (node.isNull()) {
      return new Input(Map.of());
    }
    if (!node.isObject()) {
      throw new Rejected(Reason.BAD_REQUEST, "The request's body must be a JSON object.");
    }
    return Input.of(node);
  }

  private static JsonNode node(byte[] bytes) {
    try {
      return JSON.readTree(bytes);
    } catch (IOException | NumberFormatException e) {
      // The latter of a number whose exponent is beyond a BigDecimal's.
      throw new Rejected(
          Reason.BAD_REQUEST,
          "The request's body is not one valid JSON value (in UTF-8): correct it.");
    }
  }

  /** The whole body as it came, bounded as JSON is. To be called once. */
  public byte[] bytes() {
    try (InputStream in = request.byteBody().toInputStream()) {
      byte[] bytes = in.readNBytes(MAX_BYTES + 1);
      if (bytes.length > MAX_BYTES) {
        throw new Rejected(Reason.TOO_LARGE, "The request's body is larger than 1 MB.");
      }
      return bytes;
    } catch (IOException e) {
      throw new Rejected(Reason.BAD_REQUEST, "The request's body ended early.");
    }
  }

  private static boolean blank(byte[] bytes) {
    for (byte b : bytes) {
      if (b != ' ' && b != '\n' && b != '\r' && b != '\t') {
        return false;
      }
    }
    return true;
  }
}
