package paas.platform.check;

import java.util.List;

/**
 * What one running instance shows: the ports it can be reached on, and the files it has written;
 * {@code more} says that there are more of them than were looked at.
 */
public record InstanceFacts(
    String process, boolean web, List<Integer> ports, List<String> written, boolean more) {
  public InstanceFacts {
    ports = List.copyOf(ports);
    written = List.copyOf(written);
  }
}
