package paas.platform.collect;

import java.util.EnumMap;
import java.util.List;
import java.util.Map;

/** What was reclaimed, in one line: {@code Reclaimed 412 MB: 3 images, 1 build cache}. */
final class Report {
  private static final long MEGABYTE = 1L << 20;
  private static final long KILOBYTE = 1L << 10;

  private Report() {}

  static String of(List<Reclaimed> reclaimed) {
    Map<Reclaimed.Kind, Integer> counts = new EnumMap<>(Reclaimed.Kind.class);
    reclaimed.forEach(some -> counts.merge(some.kind(), some.count(), Integer::sum));
    List<String> things =
        counts.entrySet().stream().map(entry -> entry.getKey().text(entry.getValue())).toList();
    long bytes = reclaimed.stream().mapToLong(Reclaimed::bytes).sum();
    return "Reclaimed " + size(bytes) + String.join(", ", things);
  }

  private static String size(long bytes) {
    if (bytes >= MEGABYTE) {
      return bytes / MEGABYTE + " MB: ";
    }
    return bytes >= KILOBYTE ? bytes / KILOBYTE + " KB: " : "";
  }
}
