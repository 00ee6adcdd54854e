package paas.builder.buildpack;

import java.io.IOException;
import paas.builder.source.Source;

/**
 * A buildpack whose files are at hand. {@code name} is what people call it (a built-in's name, or a
 * URL without credentials), {@code version} a commit id, an archive's SHA-256, or that of the
 * files.
 */
public record Buildpack(String name, String version, boolean builtIn, Files files) {

  /** Hands out a buildpack's files with paths relative to its root. */
  @FunctionalInterface
  public interface Files {
    void forEach(Source.Entries entries) throws IOException;
  }
}
