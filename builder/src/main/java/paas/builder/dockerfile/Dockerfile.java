package paas.builder.dockerfile;

import java.util.List;
import paas.builder.fault.BuildFault;

/** A Dockerfile that was checked: it names no image that another app owns. */
public final class Dockerfile {
  private final DockerfileText text;

  private Dockerfile(DockerfileText text) {
    this.text = text;
  }

  /** Checks the images it refers to; a fault names the line. */
  public static Dockerfile check(byte[] bytes) throws BuildFault {
    var text = new DockerfileText(bytes);
    for (boolean heredocs : List.of(false, true)) {
      var references = new ImageReferences();
      for (Instruction instruction : text.instructions(heredocs)) {
        references.check(instruction);
      }
    }
    return new Dockerfile(text);
  }

  /** What is sent to the engine. */
  public byte[] bytes() {
    return text.withoutSyntax();
  }

  /** Whether it asks for a frontend by {@code # syntax=}; the engine's own is used. */
  public boolean namesSyntax() {
    return text.namesSyntax();
  }
}
