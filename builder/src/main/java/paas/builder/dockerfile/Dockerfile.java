package paas.builder.dockerfile;

import java.util.ArrayList;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.regex.Pattern;
import paas.builder.fault.BuildFault;

/** A Dockerfile that was checked: it names no image that another app owns, and no address. */
public final class Dockerfile {
  private static final Pattern SECRET =
      Pattern.compile("--mount=.*type=(?:secret|ssh)\\b.*", Pattern.CASE_INSENSITIVE);

  private final DockerfileText text;
  private final List<String> stages;
  private final Set<String> arguments;

  private Dockerfile(DockerfileText text, List<String> stages, Set<String> arguments) {
    this.text = text;
    this.stages = List.copyOf(stages);
    this.arguments = Set.copyOf(arguments);
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
    for (List<Instruction> reading : text.readings()) {
      var references = new ImageReferences(values);
      for (Instruction instruction : reading) {
        references.check(instruction);
        RemoteSources.refuse(instruction);
      }
      stages = stages.isEmpty() ? references.stages() : stages;
      arguments.addAll(references.declared());
    }
    return new Dockerfile(text, stages, arguments);
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
