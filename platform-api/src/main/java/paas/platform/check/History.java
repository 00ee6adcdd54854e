package paas.platform.check;

import java.time.Duration;
import java.util.List;

/**
 * What the app's log still tells of starts and stops. {@code killed} of the {@code stops} did not
 * end within their grace after SIGTERM (R12).
 */
public record History(List<Boot> boots, int stops, int killed) {
  public static final History NONE = new History(List.of(), 0, 0);

  /** How long one process took from its start until it was up. */
  public record Boot(String process, Duration took) {}

  public History {
    boots = List.copyOf(boots);
  }
}
