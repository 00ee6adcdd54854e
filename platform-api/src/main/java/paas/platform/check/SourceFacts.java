package paas.platform.check;

import java.util.List;
import java.util.Optional;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.Collectors;
import java.util.stream.Stream;

/**
 * What was seen in a source, if somebody looked, and its form as text: a line with the format's
 * version, then one for each fact, four parts by tabs.
 */
public record SourceFacts(boolean read, List<Fact> facts) {
  /** Of a source that nobody has looked at, such as a ready-made image's. */
  public static final SourceFacts UNREAD = new SourceFacts(false, List.of());

  private static final String FORMAT = "facts 1";

  private static final Pattern LINE =
      Pattern.compile("([A-Z_]{1,20})\t([^\t]*)\t([0-9]{1,9})\t([^\t]*)");

  public SourceFacts {
    facts = List.copyOf(facts);
  }

  SourceFacts(List<Fact> facts) {
    this(true, facts);
  }

  /** Lines that are not understood (a later version wrote them) are left out. */
  public static SourceFacts parse(String text) {
    return text.isEmpty()
        ? UNREAD
        : new SourceFacts(text.lines().flatMap(line -> fact(line).stream()).toList());
  }

  private static Optional<Fact> fact(String line) {
    Matcher matcher = LINE.matcher(line);
    if (!matcher.matches()) {
      return Optional.empty();
    }
    return Stream.of(Fact.Kind.values())
        .filter(kind -> kind.name().equals(matcher.group(1)))
        .map(kind ->
            new Fact(kind, matcher.group(2), Integer.parseInt(matcher.group(3)), matcher.group(4)))
        .findFirst();
  }

  public String text() {
    Stream<String> lines =
        facts.stream().map(f -> f.kind() + "\t" + f.path() + "\t" + f.line() + "\t" + f.detail());
    return read ? Stream.concat(Stream.of(FORMAT), lines).collect(Collectors.joining("\n")) : "";
  }

  /** The same, with the ports that the image made from it EXPOSEs. */
  public SourceFacts exposing(List<String> ports) {
    Stream<Fact> more =
        ports.stream().map(port -> new Fact(Fact.Kind.EXPOSED, "Dockerfile", 0, port));
    return new SourceFacts(read, Stream.concat(facts.stream(), more).toList());
  }

  List<Fact> of(Fact.Kind kind) {
    return facts.stream().filter(fact -> fact.kind() == kind).toList();
  }

  boolean hasFile(String path) {
    return of(Fact.Kind.FILE).stream().anyMatch(fact -> fact.path().equals(path));
  }

  @Override
  public String toString() {
    return "SourceFacts[" + facts.size() + "]";
  }
}
