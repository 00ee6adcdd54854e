package paas.platform.manifest;

import com.fasterxml.jackson.core.JsonFactory;
import com.fasterxml.jackson.core.JsonLocation;
import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.core.StreamReadConstraints;
import com.fasterxml.jackson.core.StreamReadFeature;
import com.fasterxml.jackson.databind.DeserializationFeature;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.json.JsonMapper;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.charset.CharacterCodingException;
import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.Optional;

/** JSON within bounds: so large, so deep, in UTF-8, no member twice, nothing after the end. */
final class JsonText {
  private static final int DEPTH = 12;

  private static final JsonMapper JSON =
      JsonMapper.builder(
              JsonFactory.builder()
                  .streamReadConstraints(
                      StreamReadConstraints.builder().maxNestingDepth(DEPTH).build())
                  .enable(StreamReadFeature.STRICT_DUPLICATE_DETECTION)
                  .disable(StreamReadFeature.INCLUDE_SOURCE_IN_LOCATION)
                  .build())
          .enable(DeserializationFeature.FAIL_ON_TRAILING_TOKENS)
          .build();

  private JsonText() {}

  static JsonNode tree(byte[] bytes) throws ManifestFault {
    if (bytes.length > AppJson.MAX_BYTES) {
      throw fault("it is larger than " + (AppJson.MAX_BYTES >> 10) + " KB");
    }
    try {
      String text = StandardCharsets.UTF_8.newDecoder().decode(ByteBuffer.wrap(bytes)).toString();
      return JSON.readTree(text.startsWith("\uFEFF") ? text.substring(1) : text);
    } catch (CharacterCodingException e) {
      throw fault("it is not UTF-8 text");
    } catch (JsonProcessingException e) {
      throw fault("it is not valid JSON: " + Spot.shown(e.getOriginalMessage()) + where(e));
    } catch (IOException e) {
      throw fault("it cannot be read: " + e.getMessage());
    }
  }

  private static String where(JsonProcessingException e) {
    return Optional.ofNullable(e.getLocation())
        .filter(location -> location != JsonLocation.NA)
        .map(at -> " (line " + at.getLineNr() + ", column " + at.getColumnNr() + ")")
        .orElse("");
  }

  private static ManifestFault fault(String text) {
    return new ManifestFault(List.of("app.json: " + text));
  }
}
