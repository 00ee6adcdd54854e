package paas.platform.store;

import io.micronaut.core.type.Argument;
import jakarta.inject.Singleton;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/** {@link ImageNotes} as two columns: ports with blanks between, and the HEALTHCHECK as JSON. */
@Singleton
class ImageNotesText {
  private static final Argument<Map<String, List<String>>> LISTS =
      Argument.mapOf(Argument.of(String.class), JsonText.STRINGS);
  private static final String TEST = "test";

  /** Milliseconds of interval, timeout and start period, then the retries. */
  private static final String FIGURES = "figures";

  private final JsonText json;

  ImageNotesText(JsonText json) {
    this.json = json;
  }

  static String exposed(ImageNotes notes) {
    return String.join(" ", notes.exposed());
  }

  String healthCheck(ImageNotes notes) {
    return notes.healthCheck().map(this::write).orElse("");
  }

  private String write(ImageNotes.HealthCheck check) {
    List<String> figures =
        List.of(
            Long.toString(check.interval().toMillis()),
            Long.toString(check.timeout().toMillis()),
            Long.toString(check.startPeriod().toMillis()),
            Integer.toString(check.retries()));
    return json.write(Map.of(TEST, check.test(), FIGURES, figures));
  }

  ImageNotes read(String exposed, String healthCheck) {
    List<String> ports = exposed.isEmpty() ? List.of() : List.of(exposed.split(" "));
    return new ImageNotes(
        ports, healthCheck.isEmpty() ? Optional.empty() : Optional.of(check(healthCheck)));
  }

  private ImageNotes.HealthCheck check(String text) {
    Map<String, List<String>> read = json.read(text, LISTS);
    List<Long> figures =
        read.getOrDefault(FIGURES, List.of()).stream().map(Long::parseLong).toList();
    return new ImageNotes.HealthCheck(
        read.getOrDefault(TEST, List.of()),
        Duration.ofMillis(figures.get(0)),
        Duration.ofMillis(figures.get(1)),
        Duration.ofMillis(figures.get(2)),
        Math.toIntExact(figures.get(3)));
  }
}
