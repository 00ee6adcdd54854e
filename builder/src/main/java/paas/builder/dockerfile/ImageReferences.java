package paas.builder.dockerfile;

import java.util.Arrays;
import java.util.HashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Set;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import paas.builder.fault.BuildFault;

/**
 * The images that one Dockerfile refers to, by FROM, COPY --from and RUN --mount=from. Refused are
 * names of this or another platform's app images, bare image ids, and names that cannot be known
 * before the build.
 */
final class ImageReferences {
  private static final String FLAG = "--from=";
  private static final String MOUNT = "--mount=";
  private static final String ON = "--platform=";
  private static final Pattern OWN_PLATFORM =
      Pattern.compile("\\$(?:(?:BUILD|TARGET)PLATFORM|\\{(?:BUILD|TARGET)PLATFORM\\})");
  private static final Pattern VARIABLE =
      Pattern.compile(
          "\\$(?:([A-Za-z_][A-Za-z0-9_]*)|\\{([A-Za-z_][A-Za-z0-9_]*)(?::([-+])([^}$]*))?\\})");
  private static final Pattern IMAGE_ID = Pattern.compile("[0-9a-f]{12,64}");

  private static final Pattern NAME = Pattern.compile("[A-Za-z_][A-Za-z0-9_]*");

  /** What BuildKit sets itself; which machine it is does not matter here, but that they are set. */
  private static final Map<String, String> PLATFORM =
      Map.of(
          "BUILDPLATFORM", "linux/amd64",
          "BUILDOS", "linux",
          "BUILDARCH", "amd64",
          "TARGETPLATFORM", "linux/amd64",
          "TARGETOS", "linux",
          "TARGETARCH", "amd64");

  /** Set on some machines, so that a name with one cannot be known. */
  private static final Set<String> PERHAPS = Set.of("BUILDVARIANT", "TARGETVARIANT");

  private final Map<String, String> given;
  private final Map<String, String> arguments = new HashMap<>(PLATFORM);
  private final Set<String> declared = new LinkedHashSet<>();
  private final Set<String> stages = new LinkedHashSet<>();
  private final Set<String> named = new LinkedHashSet<>();
  private final Set<Base> bases = new LinkedHashSet<>();
  private int stageCount;

  /** Whether an ARG gives one of BuildKit's own names another value. */
  private boolean overridden;

  /** {@code given} are values that stand in for the defaults of ARGs. */
  ImageReferences(Map<String, String> given) {
    this.given = given;
  }

  /** The names of the stages so far, in lower case as BuildKit compares them. */
  List<String> stages() {
    return List.copyOf(stages);
  }

  /** The names of the ARGs so far. */
  Set<String> declared() {
    return declared;
  }

  /** The names of all images so far that are not the Dockerfile's own stages. */
  Set<String> named() {
    return named;
  }

  /** Those of them that a stage starts from. */
  Set<Base> bases() {
    return bases;
  }

  void check(Instruction instruction) throws BuildFault {
    switch (instruction.keyword()) {
      case "ARG" -> argument(instruction);
      case "FROM" -> from(instruction);
      default -> flags(instruction.meant());
    }
  }

  private void argument(Instruction instruction) {
    for (String word : Words.of(instruction.rest())) {
      int equals = word.indexOf('=');
      String name = equals < 0 ? word : word.substring(0, equals);
      if (!NAME.matcher(name).matches()) {
        continue;
      }
      declared.add(name);
      overridden |= PLATFORM.containsKey(name) && (equals > 0 || given.containsKey(name));
      if (stageCount == 0 && given.containsKey(name)) {
        arguments.put(name, given.get(name));
      } else if (stageCount == 0 && equals > 0) {
        arguments.put(name, substitute(word.substring(equals + 1)));
      }
    }
  }

  private void from(Instruction instruction) throws BuildFault {
    List<String> words = instruction.words();
    String image = substitute(unquote(words.getFirst()));
    if (image(instruction, image)) {
      bases.add(new Base(image, platform(instruction)));
    }
    stageCount++;
    if (words.size() == 3 && words.get(1).equalsIgnoreCase("AS")) {
      stages.add(words.get(2).toLowerCase(Locale.ROOT));
    }
  }

  /** What BuildKit sets itself is this machine's own, unless the Dockerfile sets it before. */
  private String platform(Instruction instruction) {
    return instruction.flags().stream()
        .filter(flag -> flag.toLowerCase(Locale.ROOT).startsWith(ON))
        .map(flag -> unquote(flag.substring(ON.length())))
        .filter(value -> !OWN_PLATFORM.matcher(value).matches() || overridden)
        .map(this::substitute)
        .reduce("", (first, last) -> last);
  }

  private void flags(Instruction instruction) throws BuildFault {
    for (String flag : instruction.flags()) {
      String low = flag.toLowerCase(Locale.ROOT);
      if (low.startsWith(FLAG)) {
        image(instruction, unquote(flag.substring(FLAG.length())));
      } else if (low.startsWith(MOUNT)) {
        mount(instruction, flag.substring(MOUNT.length()));
      }
    }
  }

  /** Its options are a line of CSV; where quotes may stand in one is not asked. */
  private void mount(Instruction instruction, String options) throws BuildFault {
    for (String option : options.replace("\"", "").split(",", -1)) {
      String word = GoText.trim(option);
      if (word.toLowerCase(Locale.ROOT).startsWith("from=")) {
        image(instruction, unquote(word.substring("from=".length())));
      }
    }
  }

  /** Returns whether it is none of the Dockerfile's own stages. */
  private boolean image(Instruction instruction, String reference) throws BuildFault {
    String name = reference.toLowerCase(Locale.ROOT);
    // Before stages are looked at: none has a slash in its name, whatever a reading makes of it.
    refuseAppImages(instruction, reference);
    if (stages.contains(name) || name.equals("scratch") || isStageNumber(name)) {
      return false;
    }
    if (name.isEmpty() || name.matches(".*[$\"'\\\\].*")) {
      throw fault(
          instruction,
          "the image '" + reference + "' cannot be known before the build",
          "Write the image's name, or give its ARG a default before the first FROM.");
    }
    if (IMAGE_ID.matcher(name).matches() || name.startsWith("sha256:")) {
      throw fault(
          instruction,
          "'" + reference + "' is an image id, not a name",
          "Name a public image, or paas/stack:debian13.");
    }
    named.add(reference);
    return true;
  }

  private void refuseAppImages(Instruction instruction, String reference) throws BuildFault {
    String[] parts = reference.toLowerCase(Locale.ROOT).split("/", -1);
    if (parts.length > 1 && Arrays.stream(parts).anyMatch(part -> part.startsWith("paas-"))) {
      throw fault(
          instruction,
          "'" + reference + "' is an image of an app on this platform",
          "Apps cannot use each other's images. Name a public image, or paas/stack:debian13.");
    }
  }

  private boolean isStageNumber(String name) {
    return name.matches("\\d{1,4}") && Integer.parseInt(name) < stageCount;
  }

  private String substitute(String text) {
    Matcher matcher = VARIABLE.matcher(text);
    var result = new StringBuilder();
    while (matcher.find()) {
      String name = matcher.group(1) != null ? matcher.group(1) : matcher.group(2);
      if (PERHAPS.contains(name) && !arguments.containsKey(name)) {
        continue;
      }
      matcher.appendReplacement(result, Matcher.quoteReplacement(value(name, matcher)));
    }
    return matcher.appendTail(result).toString();
  }

  private String value(String name, Matcher matcher) {
    String value = arguments.getOrDefault(name, "");
    String word = matcher.group(4) == null ? "" : matcher.group(4);
    if ("-".equals(matcher.group(3))) {
      return value.isEmpty() ? word : value;
    }
    return "+".equals(matcher.group(3)) ? (value.isEmpty() ? "" : word) : value;
  }

  private static String unquote(String word) {
    boolean quoted = word.length() >= 2 && (word.charAt(0) == '"' || word.charAt(0) == '\'');
    return quoted && word.charAt(word.length() - 1) == word.charAt(0)
        ? word.substring(1, word.length() - 1)
        : word;
  }

  private static BuildFault fault(Instruction instruction, String what, String advice) {
    return new BuildFault(
        "Dockerfile", "Dockerfile line " + instruction.line() + ": " + what + ".", advice);
  }
}
