package paas.platform.api.error;

import com.fasterxml.jackson.annotation.JsonInclude;
import io.micronaut.serde.annotation.Serdeable;
import java.util.Optional;

/** An error as clients see it; {@code resource} is left out where there is none. */
@Serdeable
public record ErrorView(
    String id,
    String message,
    @JsonInclude(JsonInclude.Include.NON_ABSENT) Optional<String> resource) {

  static ErrorView of(String id, String message) {
    return new ErrorView(id, message, Optional.empty());
  }
}
