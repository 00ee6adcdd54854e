package paas.platform.pack;

import java.io.IOException;
import java.util.List;
import java.util.Optional;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.Stream;
import org.eclipse.jgit.errors.TooLargePackException;

/** What git said of a pack that it did not take, in words for the pack's sender. */
record Complaint(int exit, List<String> lines) {
  private static final int SIGNAL = 128;
  private static final int KILLED = SIGNAL + 9;
  private static final int CPU_TIME_IS_OVER = SIGNAL + 24;
  private static final int FILE_IS_TOO_LARGE = SIGNAL + 25;

  private static final Pattern OBJECT =
      Pattern.compile("error: object ([0-9a-f]{40}): (\\w+): (.*)");
  private static final Pattern MISSING =
      Pattern.compile("did not receive expected object ([0-9a-f]{40})");
  private static final Pattern ALLOCATION =
      Pattern.compile("[Oo]ut of memory.*tried to allocate (\\d+) bytes");
  private static final Pattern MEMORY = Pattern.compile("[Oo]ut of memory|mmap failed");
  private static final Pattern SIZE = Pattern.compile("pack exceeds maximum allowed size");
  private static final Pattern FATAL = Pattern.compile("(?:fatal|error): (.*)");

  IOException exception() {
    return Stream.of(bySignal(), tooMuch(), byObject(), damaged())
        .flatMap(Optional::stream)
        .findFirst()
        .orElseGet(() -> new IOException("git ended with exit code " + exit + ", without a word"));
  }

  private Optional<IOException> bySignal() {
    return switch (exit) {
      case CPU_TIME_IS_OVER, KILLED ->
          refused(
              "To unpack it takes more than "
                  + HostGit.CPU.toMinutes()
                  + " minutes or more memory than there is, so it was ended: push fewer commits at"
                  + " once, or leave out large files.");
      case FILE_IS_TOO_LARGE ->
          refused(
              "What it unpacks to is too large: push fewer commits at once, or leave out large"
                  + " files.");
      default -> Optional.empty();
    };
  }

  private Optional<IOException> tooMuch() {
    if (find(SIZE).isPresent()) {
      return Optional.of(new TooLargePackException(PackLimits.PACK));
    }
    Optional<Long> wanted = find(ALLOCATION).map(m -> number(m.group(1)));
    if (wanted.filter(bytes -> bytes > PackLimits.OBJECT).isPresent()) {
      return wanted.map(Measure::tooLarge);
    }
    return find(MEMORY)
        .flatMap(m ->
            refused(
                "To unpack it takes more than "
                    + (HostGit.MEMORY >> 20)
                    + " MB of memory: push fewer commits at once, or leave out large files."));
  }

  private Optional<IOException> byObject() {
    Optional<Matcher> invalid = find(OBJECT);
    if (invalid.isPresent()) {
      Matcher m = invalid.get();
      return refused("Invalid object %s: %s (%s)".formatted(m.group(1), m.group(3), m.group(2)));
    }
    return find(MISSING)
        .flatMap(m ->
            refused(
                "Missing object "
                    + m.group(1)
                    + ": what is sent refers to it. A shallow clone is completed by `git fetch"
                    + " --unshallow`."));
  }

  private Optional<IOException> damaged() {
    return find(FATAL)
        .flatMap(m ->
            refused(
                "The pack is damaged ("
                    + m.group(1)
                    + "): try again, and if that fails too, look with `git fsck`."));
  }

  private Optional<Matcher> find(Pattern pattern) {
    return lines.stream().map(pattern::matcher).filter(Matcher::find).findFirst();
  }

  private static Optional<IOException> refused(String why) {
    return Optional.of(new PackRefused(why));
  }

  private static long number(String digits) {
    try {
      return Long.parseLong(digits);
    } catch (NumberFormatException e) {
      return Long.MAX_VALUE;
    }
  }
}
