package paas.builder.dockerfile;

import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.regex.Pattern;
import paas.builder.fault.BuildFault;

/** A Dockerfile that was checked: it names no image that another app owns, and fetches nothing. */
public final class Dockerfile {
  private static final Pattern SECRET =
      Pattern.compile("--mount=.*type=(?:secret|ssh)\\b.*", Pattern.CASE_INSENSITIVE);

  private final DockerfileText text;
  private final List<String> stages;
  private final Set<String> arguments;
  private final Set<String> images;
  private final List<Set<Base>> bases;

  private Dockerfile(
      DockerfileText text,
      List<String> stages,
      Set<String> arguments,
      Set<String> images,
      List<Set<Base>> bases) {
    this.text = text;
    this.stages = List.copyOf(stages);
    this.arguments = Set.copyOf(arguments);
    this.images = Set.copyOf(images);
    this.bases = List.copyOf(bases);
  }

  /**
   * Checks the images it refers to; a fault names the line. {@code values} are those that its ARGs
   * will get, in place of their defaults.
   */
  public static Dockerfile check(byte[] bytes, Map<String, String> values) throws BuildFault {
    var text = new DockerfileText(bytes);
    if (text.json()) {
      throw new BuildFault(
          "Dockerfile", "The Dockerfile is JSON, not instructions.", "Write it as instructions.");
    }
    List<String> stages = new ArrayList<>();
    Set<String> arguments = new LinkedHashSet<>();
    Set<String> images = new LinkedHashSet<>();
    List<Set<Base>> bases = new ArrayList<>();
    for (List<Instruction> reading : text.readings()) {
      var references = new ImageReferences(values);
      for (Instruction instruction : reading) {
        references.check(instruction);
        RemoteSources.refuse(instruction);
      }
      stages = stages.isEmpty() ? references.stages() : stages;
      arguments.addAll(references.declared());
      images.addAll(references.named());
      bases.add(references.bases());
    }
    return new Dockerfile(text, stages, arguments, images, bases);
  }

  /**
   * Judges what an image adds to the Dockerfiles that start from it, as if it stood in them.
   *
   * @param triggers its ONBUILD instructions
   * @return a Dockerfile of just these
   */
  public static Dockerfile ofTriggers(String image, List<String> triggers) throws BuildFault {
    String text = String.join("\n", triggers);
    try {
      return check(("FROM scratch\n" + text).getBytes(StandardCharsets.UTF_8), Map.of());
    } catch (BuildFault e) {
      throw new BuildFault(
          "Dockerfile",
          "The image " + image + " has ONBUILD instructions that are refused: " + e.reason(),
          "Start from another image, or from one without ONBUILD.");
    }
  }

  /** What is sent to the engine. */
  public byte[] bytes() {
    return text.withoutSyntax();
  }

  /** Whether it asks for a frontend by {@code # syntax=}; the engine's own is used. */
  public boolean namesSyntax() {
    return text.namesSyntax();
  }

  /** The names that it declares by ARG. */
  public Set<String> arguments() {
    return arguments;
  }

  /** The names of all images that it may refer to, its own stages apart. */
  public Set<String> images() {
    return images;
  }

  /** The images that its stages may start from, whatever is taken for a here-document. */
  public Set<Base> bases() {
    Set<Base> all = new LinkedHashSet<>();
    bases.forEach(all::addAll);
    return all;
  }

  /** Those among them that its stages start from in every reading. */
  public Set<Base> certainBases() {
    Set<Base> certain = new LinkedHashSet<>(bases.getFirst());
    bases.forEach(certain::retainAll);
    return certain;
  }

  /** The line of its first here-document, which older engines take for instructions. */
  public Optional<Integer> hereDocument() {
    return text.hereDocument();
  }

  /** The line of the first RUN that mounts a secret or an SSH agent. */
  public Optional<Integer> asksForSecrets() {
    return text.plain().stream()
        .filter(found ->
            found.keyword().equals("RUN")
                && found.flags().stream().anyMatch(flag -> SECRET.matcher(flag).matches()))
        .map(Instruction::line)
        .findFirst();
  }

  /** Refuses a target that is none of its stages; the fault lists them. */
  public void checkTarget(String target) throws BuildFault {
    boolean named = stages.contains(target.toLowerCase(Locale.ROOT));
    boolean numbered = target.matches("\\d{1,4}") && Integer.parseInt(target) < stageCount();
    if (!named && !numbered) {
      throw new BuildFault(
          "settings",
          "The Dockerfile has no stage '" + target + "', which is set as the app's target.",
          stages.isEmpty()
              ? "Name a stage (FROM image AS name), or take the target out of the app's settings."
              : "Set one of its stages: " + String.join(", ", stages) + ".");
    }
  }

  private long stageCount() {
    return text.plain().stream().filter(found -> found.keyword().equals("FROM")).count();
  }
}
